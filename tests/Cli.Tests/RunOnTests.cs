using Collector.Testing;

namespace Collector.Cli.Tests;

public sealed class RunOnTests : IAsyncLifetime
{
    readonly Scene scene = new();

    public ValueTask InitializeAsync() => scene.InitializeAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

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

    [Fact]
    public async Task APausedChannelIsListedSoUntilItIsCollectedAgain()
    {
        Assert.Equal(0, await scene.Shell().RunAsync("channels", "add", scene.Export("restful", new() { ChatId = 303, Messages = 5 })));
        Assert.Equal(0, await scene.Shell().RunAsync("channels", "pause", "restful"));
        Assert.Matches(@"\d+ +restful +Test channel +channel +paused +1h", await ListAsync());

        Assert.Equal(0, await scene.Shell().RunAsync("collect", "restful"));
        Assert.Matches(@"\d+ +restful +Test channel +channel +active +1h", await ListAsync());

        async Task<string> ListAsync()
        {
            var shell = scene.Shell();
            Assert.Equal(0, await shell.RunAsync("channels", "list"));
            return shell.Out;
        }
    }

    [Fact]
    public async Task ADatabaseOfAnOlderVersionIsBroughtUpWithAWord()
    {
        await scene.QueryAsync<int>(@"delete from schema_versions where scriptname like '%.0018\_%'");

        var (first, second) = (scene.Shell(), scene.Shell());
        Assert.Equal(0, await first.RunAsync("status"));
        Assert.Equal(0, await second.RunAsync("status"));

        Assert.StartsWith("Bringing the database to this version, 1 step;", first.Error, StringComparison.Ordinal);
        Assert.Empty(second.Error);
    }
}
