using Collector.Testing;

namespace Collector.EndToEnd.Tests;

public sealed class StopTests
{
    static readonly TimeSpan Seconds = TimeSpan.FromSeconds(20);

    [Fact]
    public Task CtrlCEndsARunWithinSecondsAndTheNextOneCompletesIt() => StopsAsync(run => run.InterruptAsync(Seconds));

    [Fact]
    public Task SigtermEndsARunWithinSecondsAndTheNextOneCompletesIt() => StopsAsync(run => run.StopAsync(Seconds));

    [Fact]
    public async Task ASecondRunOnTheSameDatabaseIsRefused()
    {
        await using var stack = await Stack.NewAsync();
        var export = stack.Export("news", new() { Messages = 600 });
        (await stack.CollectorAsync("channels", "add", export)).Succeeded();
        var run = stack.StartCollector();
        await run.WaitForLineAsync("Collecting until Ctrl-C");

        (await stack.CollectorAsync("--once", export)).Failed("Another Collector is running");

        await stack.CompleteAsync();
        Assert.Equal(0, await run.StopAsync(Seconds));
        await stack.IsWholeAsync(messages: 600, images: 0);
    }

    static async Task StopsAsync(Func<ServiceProcess, Task<int>> stop)
    {
        await using var stack = await Stack.NewAsync();
        await stack.SlowDownAsync();
        stack.Settings["WRITER_CONCURRENT_LIMIT"] = "1";
        var export = stack.Export("news", new() { Messages = 10_000, PictureEvery = 100 });
        var run = stack.StartCollector("--once", export);
        await stack.SomethingIsStoredAsync();

        new Finished(await stop(run), string.Join('\n', run.Lines)).Failed("the same command goes on from here");
        Assert.InRange(await stack.ReadAsync<int>("select count(*) from messages"), 1, 9999);

        (await stack.CollectorAsync("--once", export)).Succeeded();
        await stack.IsWholeAsync(messages: 10_000, images: 100);
    }
}
