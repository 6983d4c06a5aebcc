using Collector.Contracts;

namespace Collector.Scheduler.Tests;

/// <summary>When the whole history of a channel of Telegram is read again.</summary>
public sealed class SweepTests : IAsyncLifetime
{
    readonly Scene scene = new() { SweepDays = 7 };
    ChannelRow channel = null!;
    int account;

    public async ValueTask InitializeAsync()
    {
        await scene.InitializeAsync();
        account = await scene.AccountAsync();
        channel = await scene.LiveChannelAsync("news", 400, account);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task AWholeHistoryIsReadAgainAfterDaysUpToWhatWasKnown()
    {
        await scene.CoverAsync(channel.Id, 1, 400);
        await DaysPassAsync(8);

        await SeeAsync(410);
        await scene.Reconciler.TickAsync(default);

        var command = await scene.SentAsync(sent => sent.Channel.Id == channel.Id && sent.UpTo is not null);
        Assert.Equal((new Sweep(2, 1, 400), 0, 410), (command.Sweep, command.After, command.UpTo));
    }

    [Fact]
    public async Task NotBefore()
    {
        await scene.CoverAsync(channel.Id, 1, 400);
        await DaysPassAsync(6);

        await SeeAsync(410);

        Assert.Equal((1, null), await SweepAsync());
    }

    [Fact]
    public async Task NotWhileTheFirstReadingOrTheLastSweepIsNotWhole()
    {
        await scene.CoverAsync(channel.Id, 1, 399);
        await DaysPassAsync(8);
        await SeeAsync(400);
        Assert.Equal((1, null), await SweepAsync());

        await scene.CoverAsync(channel.Id, 400, 400);
        await SeeAsync(400);
        Assert.Equal((2, 400), await SweepAsync());

        await scene.CoverAsync(channel.Id, 1, 300, sweep: 2);
        await DaysPassAsync(8);
        await SeeAsync(400);
        Assert.Equal((2, 400), await SweepAsync());

        await scene.CoverAsync(channel.Id, 301, 400, sweep: 2);
        await SeeAsync(400);
        Assert.Equal((3, 400), await SweepAsync());
    }

    [Fact]
    public async Task WhenAskedItBeginsAtOnce()
    {
        await scene.CoverAsync(channel.Id, 1, 400);

        await scene.Channels.SweepAsync(channel.Id, default);
        await scene.Reconciler.TickAsync(default);

        Assert.Equal(new Sweep(2, 1, 400), (await scene.SentAsync(sent => sent.Channel.Id == channel.Id)).Sweep);
        Assert.Equal((2, 400), await SweepAsync());
    }

    Task DaysPassAsync(int days) => scene.ExecuteAsync("update channels set added_at = added_at - make_interval(days => @days), swept_at = swept_at - make_interval(days => @days)", new { days });

    Task SeeAsync(int top) => scene.Sightings.SeenAsync(
        new(0, channel.Id, "active", null, null, null, null, 1, top, null, null, DateTimeOffset.UtcNow, account), default);

    async Task<(int, int?)> SweepAsync() => (await scene.QueryAsync<(int, int?)>("select sweep, sweep_top from channels where id = @Id", channel))[0];
}
