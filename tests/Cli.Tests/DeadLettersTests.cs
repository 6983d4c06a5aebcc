using System.Text;
using Collector.Testing;
using RabbitMQ.Client;

namespace Collector.Cli.Tests;

public sealed class DeadLettersTests : IAsyncLifetime
{
    readonly TestBroker broker = new();

    public ValueTask InitializeAsync() => broker.InitializeAsync();

    public ValueTask DisposeAsync() => broker.DisposeAsync();

    [Fact]
    public async Task OnlyWhatMatchesIsSentAgainWithoutItsOldMarks()
    {
        await DeclareAsync();
        await broker.PublishAsync("", "messages-collected_error", "page of tram", Failed("a"));
        await broker.PublishAsync("", "messages-collected_error", "page of tower", Failed("b"));

        Assert.Equal((0, "2 here."), await RunAsync("list"));
        Assert.Equal((0, "1 sent again."), await RunAsync("retry", "--queue", "messages-collected", "--match", "TOWER"));

        Assert.Equal(1, await broker.CountAsync("messages-collected_error"));
        var retried = (await broker.TakeAsync("messages-collected"))!;
        Assert.Equal(("b", "page of tower", true), (retried.BasicProperties.MessageId, Encoding.UTF8.GetString(retried.Body.Span), retried.BasicProperties.Persistent));
        // The client numbers what it publishes.
        Assert.Equal(["own"], retried.BasicProperties.Headers!.Keys.Except(["x-dotnet-pub-seq-no"]));
    }

    [Fact]
    public async Task ShowNamesTheErrorAndTheBodyAndLeavesTheMessage()
    {
        await DeclareAsync();
        await broker.PublishAsync("", "messages-collected_skipped", "page of tram", Failed("a"));
        var shell = Shell();

        Assert.Equal(0, await shell.RunAsync("dead-letters", "show"));

        Assert.Contains("MT-Fault-Message: violates no_poison", shell.Out, StringComparison.Ordinal);
        Assert.Contains("page of tram", shell.Out, StringComparison.Ordinal);
        Assert.Equal(1, await broker.CountAsync("messages-collected_skipped"));
    }

    [Fact]
    public async Task DropDeletesWhatMatchesAndAsksWhichOnes()
    {
        await DeclareAsync();
        await broker.PublishAsync("", "messages-collected_error", "page of tram", Failed("a"));

        Assert.Equal(2, (await RunAsync("drop")).Code);
        Assert.Equal((0, "No dead letter matches."), await RunAsync("drop", "--match", "tower"));
        Assert.Equal((0, "1 dropped."), await RunAsync("drop", "--match", "no_poison"));
        Assert.Equal((0, "No dead letters: nothing failed for good."), await RunAsync("list"));
    }

    [Fact]
    public async Task APageIsReadableAndItsMessagesAreLookedInto()
    {
        await DeclareAsync();
        var page = Convert.ToBase64String(Encoding.UTF8.GetBytes("""[{"id":7,"text":"Трамвай"}]"""));
        await broker.PublishAsync("", "messages-collected_error", $$$"""{"messageType":["urn:message:X"],"message":{"upTo":9,"messages":"{{{page}}}"}}""", Failed("a"));
        await broker.PublishAsync("", "messages-collected_error", "page of tower", Failed("b"));
        var shell = Shell();

        Assert.Equal(0, await shell.RunAsync("dead-letters", "show", "--match", "трамвай"));

        Assert.Contains("\"text\": \"Трамвай\"", shell.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(page, shell.Out, StringComparison.Ordinal);
        Assert.EndsWith("1 shown.", shell.Out.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheQueuesAreThoseOfEveryConsumerAndOfItsSuspects()
    {
        await broker.DeclareAsync("image-requested_suspect_error");
        await broker.DeclareAsync("page-faulted_skipped");
        await broker.PublishAsync("", "image-requested_suspect_error", "{}", Failed("a"));
        await broker.PublishAsync("", "page-faulted_skipped", "{}", Failed("b"));
        var shell = Shell();

        Assert.Equal(0, await shell.RunAsync("dead-letters", "list"));

        Assert.Contains("image-requested_suspect_error", shell.Out, StringComparison.Ordinal);
        Assert.Contains("page-faulted_skipped", shell.Out, StringComparison.Ordinal);
        Assert.EndsWith("2 here.", shell.Out.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InOneProcessThereAreNone()
    {
        var shell = new TestShell(new Dictionary<string, string?> { ["Transport"] = "memory" });

        Assert.Equal(0, await shell.RunAsync("dead-letters", "list"));
        Assert.StartsWith("There are no dead letters", shell.Out, StringComparison.Ordinal);
    }

    static BasicProperties Failed(string id) => new()
    {
        Persistent = true,
        MessageId = id,
        Headers = new Dictionary<string, object?> { ["own"] = "kept", ["MT-Reason"] = "fault", ["MT-Fault-Message"] = "violates no_poison", ["MT-Host-ProcessName"] = "Writer", ["x-delivery-count"] = 3 },
    };

    async Task DeclareAsync()
    {
        foreach (var queue in new[] { "messages-collected", "messages-collected_error", "messages-collected_skipped" })
            await broker.DeclareAsync(queue);
    }

    async Task<(int Code, string LastLine)> RunAsync(params string[] arguments)
    {
        var shell = Shell();
        var code = await shell.RunAsync(["dead-letters", .. arguments]);
        return (code, shell.Out.TrimEnd().Split('\n')[^1]);
    }

    TestShell Shell() => new(broker.Settings.ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value));
}
