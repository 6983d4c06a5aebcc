using Collector.Contracts;
using Collector.Sources;
using Collector.Testing;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Collector.Tests;

public sealed class CollectChannelConsumerTests : IAsyncLifetime
{
    readonly ScriptedSource source = new();
    readonly LogLines log = new();
    readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    IHost host = null!;

    ITestHarness Bus => host.Services.GetTestHarness();

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration["Transport"] = "memory";
        builder.Configuration["CONCURRENT_LIMIT"] = "3";
        builder.Services.AddSingleton<IChannelSource>(source);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Logging.AddProvider(log);
        builder.AddCollector();
        builder.Services.AddMassTransitTestHarness(bus => bus.AddHandler((MessagesCollected _) => Task.CompletedTask));
        host = builder.Build();
        await host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    [Fact]
    public async Task ARangeIsReadNewestFirstUntilItsLowerBoundAndThenReleased()
    {
        await SendAsync(Command(after: 250, upTo: 1000));

        Assert.Equal(new RangeReleased(9, 1, ReleaseReason.Finished), await PublishedAsync<RangeReleased>());
        var pages = Bus.Published.Select<MessagesCollected>().Select(page => page.Context.Message).ToList();
        Assert.Equal([(900, 1000), (800, 900), (700, 800), (600, 700), (500, 600), (400, 500), (300, 400), (200, 300)], pages.Select(page => (page.After, page.UpTo)));
        Assert.Equal(800, pages.Sum(page => page.Messages.Count));
        Assert.All(pages, page => Assert.Equal(new Sweep(1, 1, 1000), page.Sweep));
        Assert.Equal(8, Bus.Published.Select<ImageRequested>().Count());
    }

    [Fact]
    public async Task AFilterLeavesOutWhatItDoesNotWantAndTheIdsAreKnownAllTheSame()
    {
        var since = ScriptedSource.PostedAt(650);
        await SendAsync(Command(after: 250, upTo: 1000) with { Filter = new(since, Images: false, null) });

        Assert.Equal(new RangeReleased(9, 1, ReleaseReason.Finished), await PublishedAsync<RangeReleased>());
        var pages = Bus.Published.Select<MessagesCollected>().Select(page => page.Context.Message).ToList();
        // The page that is all too old stands for the rest of the range, which is not read.
        Assert.Equal([(900, 1000), (800, 900), (700, 800), (600, 700), (250, 600)], pages.Select(page => (page.After, page.UpTo)));
        Assert.Equal(Enumerable.Range(650, 351), pages.SelectMany(page => page.Messages).Select(message => message.Id).Order());
        Assert.Equal([null, null, null, 649, 600], pages.Select(page => page.AbsenceProvenAfter > page.After ? page.AbsenceProvenAfter : null));
        Assert.All(pages.SelectMany(page => page.Messages), message => Assert.Null(message.ImageId));
        Assert.Empty(Bus.Published.Select<ImageRequested>());
    }

    [Fact]
    public async Task AllImagesOfAPostPassAFilterNotOnlyItsFirst()
    {
        await SendAsync(Command(after: 250, upTo: 1000) with { Filter = new(ScriptedSource.PostedAt(650), Images: true, null) });

        await PublishedAsync<RangeReleased>();
        // Those of the source are named by no message.
        Assert.Equal([700, 800, 900, 1000], Bus.Published.Select<ImageRequested>().Select(image => image.Context.Message.MessageId).Order());
    }

    [Fact]
    public async Task ALookAnswersWhatTheSourceSays()
    {
        await SendAsync(Command(after: 0, upTo: null));

        var seen = await PublishedAsync<ChannelSeen>();
        Assert.Equal(("Scripted", 77, 1000, "f1", "cut at byte 9"), (seen.Title, seen.TelegramId, seen.Top, seen.Fingerprint, seen.Problem));
        Assert.Equal(9, seen.RangeId);
    }

    [Fact]
    public async Task ALookThatTheSourceCannotGiveFaultsAndLeavesNoDeadLetter()
    {
        source.Failure = _ => new SourceException("x/result.json is not there; put the export back", new FileNotFoundException("Could not find a part of the path"));

        await SendAsync(Command(after: 0, upTo: null));

        var fault = await PublishedAsync<Fault<CollectChannel>>();
        Assert.Equal((9, "x/result.json is not there; put the export back"), (fault.Message.RangeId, fault.Exceptions[0].Message));
        Assert.Null(Assert.Single(Bus.Consumed.Select<CollectChannel>()).Exception);
    }

    [Fact]
    public async Task ACommandThatComesTooLateIsHandedBackUnreadWithAWordAboutTheClocks()
    {
        var notAfter = DateTimeOffset.UtcNow.AddMinutes(-5);
        await SendAsync(Command(0, 1000) with { NotAfter = notAfter });

        Assert.Equal(ReleaseReason.Late, (await PublishedAsync<RangeReleased>()).Reason);
        Assert.Empty(Bus.Published.Select<MessagesCollected>());
        await Eventually.TrueAsync(() => log.Lines.Any(line => line.StartsWith($"Warning: scripted is handed back: it was to begin until {notAfter:u}", StringComparison.Ordinal)
            && line.EndsWith("set the clocks of both machines", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AChangedSourceHandsTheRangeBackAndKeepsThePagesReadBefore()
    {
        source.Failure = upTo => upTo <= 900 ? new SourceChangedException("the file is another") : null;

        await SendAsync(Command(0, 1000));

        Assert.Equal(new RangeReleased(9, 1, ReleaseReason.SourceChanged, Detail: "the file is another"), await PublishedAsync<RangeReleased>());
        Assert.Single(Bus.Published.Select<MessagesCollected>());
    }

    [Fact]
    public async Task ARangeThatTakesTooLongIsHandedBackToBeCutAnew()
    {
        source.Failure = _ =>
        {
            time.Advance(TimeSpan.FromMinutes(4));
            return null;
        };

        await SendAsync(Command(0, 1000));

        Assert.Equal(ReleaseReason.Waiting, (await PublishedAsync<RangeReleased>()).Reason);
        Assert.Equal(3, Bus.Published.Select<MessagesCollected>().Count());
    }

    [Fact]
    public async Task APermanentFailureFaultsWithoutARetry()
    {
        var asked = 0;
        source.Failure = _ => ++asked > 0 ? new SourceException("x/result.json is not an export") : null;

        await SendAsync(Command(0, 1000));

        var fault = await PublishedAsync<Fault<CollectChannel>>();
        Assert.Equal("x/result.json is not an export", fault.Exceptions[0].Message);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task APassingFailureIsTriedAgain()
    {
        var asked = 0;
        source.Failure = _ => ++asked == 1 ? new IOException("the share hiccups") : null;

        await SendAsync(Command(0, 100));

        Assert.Equal(ReleaseReason.Finished, (await PublishedAsync<RangeReleased>()).Reason);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task AChannelOfAnotherSourceFaultsWithALineThatSaysSo()
    {
        await SendAsync(Command(0, 100) with { Channel = new(5, "live", SourceNames.Telegram, "@live", null) });

        var fault = await PublishedAsync<Fault<CollectChannel>>();
        Assert.Equal("live: this build cannot read from 'telegram', only from export", fault.Exceptions[0].Message);
    }

    [Fact]
    public async Task ACollectorAnnouncesItsLimitAndSaysGoodbye()
    {
        Assert.Equal(3, (await PublishedAsync<CollectorAnnounced>()).ConcurrencyLimit);

        await host.Services.GetServices<IHostedService>().OfType<Announcer>().Single().StopAsync(default);

        Assert.True(await Bus.Published.Any<CollectorAnnounced>(announced => announced.Context.Message.ConcurrencyLimit == 0));
    }

    static CollectChannel Command(int after, int? upTo) =>
        new(9, 1, new(5, "scripted", SourceNames.Export, "/x", 77), new(1, 1, 1000), after, upTo, "f1", DateTimeOffset.UtcNow.AddMinutes(1));

    async Task SendAsync(CollectChannel command) => await (await Bus.Bus.GetSendEndpoint(Queues.CollectChannel)).Send(command);

    async Task<T> PublishedAsync<T>()
        where T : class
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (var published in Bus.Published.SelectAsync<T>(patience.Token))
            return published.Context.Message;
        throw new TimeoutException($"No {typeof(T).Name} was published.");
    }
}
