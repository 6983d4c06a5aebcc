using Collector.Testing;

namespace Collector.Cli.Tests;

public sealed class RunOnTests(Scene scene) : IClassFixture<Scene>
{
    [Fact]
    public async Task WhatIsConfiguredIsCollectedUntilItIsStopped()
    {
        Assert.Equal(0, await scene.Shell().RunAsync("channels", "add", scene.Export("steady", new() { ChatId = 301, Messages = 30 })));
        var shell = scene.Shell();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = shell.RunAsync(stop.Token);

        await Eventually.TrueAsync(async () => run.IsCompleted || await scene.QueryAsync<int>("select count(*) from messages") == 30);
        var refused = scene.Shell();
        Assert.Equal(1, await refused.RunAsync("--once"));
        Assert.StartsWith("Another Collector is running on the database", refused.Error, StringComparison.Ordinal);
        await scene.Shell().RunAsync("channels", "add", scene.Export("later", new() { ChatId = 302, Messages = 20 }));
        await Eventually.TrueAsync(async () => run.IsCompleted || await scene.QueryAsync<int>("select count(*) from messages") == 50);
        Assert.False(run.IsCompleted, shell.Error);
        await stop.CancelAsync();

        Assert.Equal(0, await run);
        Assert.Matches("later +20 +0 +100 %", shell.Out);
    }
}
