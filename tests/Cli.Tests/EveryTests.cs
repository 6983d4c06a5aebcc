namespace Collector.Cli.Tests;

public sealed class EveryTests(Scene scene) : IClassFixture<Scene>
{
    [Fact]
    public async Task AnIntervalThatIsNotGivenStaysAndNeverTakesItAway()
    {
        var export = scene.Export("often", new() { ChatId = 601, Messages = 5 });

        Assert.Equal("1h", await AddAsync(export));
        Assert.Equal("30m", await AddAsync(export, "--every", "30m"));
        Assert.Equal("30m", await AddAsync(export));
        Assert.Equal("never", await AddAsync(export, "--every", "never"));
        Assert.Equal("never", await AddAsync(export));
        Assert.Equal("2d", await AddAsync(export, "--every", "2d"));
        Assert.Equal("2d", await AddAsync(export, "--no-images"));
    }

    [Fact]
    public async Task ANewChannelMayBeLookedAtOnlyWhenAsked()
    {
        Assert.Equal("never", await AddAsync(scene.Export("seldom", new() { ChatId = 602, Messages = 5 }), "--every", "never"));

        Assert.Equal(0, await scene.Shell().RunAsync("collect", "seldom"));
        Assert.True(await scene.QueryAsync<bool>("select last_seen_at is not null and next_due_at is null from channels where handle = 'seldom'"));
    }

    [Fact]
    public async Task WhatIsCollectedOnceIsNotLookedAtAgainUnlessItWasBefore()
    {
        var export = scene.Export("once", new() { ChatId = 603, Messages = 5 });
        Assert.Equal(0, await scene.Shell().RunAsync("--once", export));
        Assert.Equal("never", await EveryAsync(export));

        Assert.Equal("1h", await AddAsync(export));
        Assert.Equal("6h", await AddAsync(export, "--every", "6h"));
        Assert.Equal(0, await scene.Shell().RunAsync("--once", export));
        Assert.Equal("6h", await EveryAsync(export));
    }

    async Task<string> AddAsync(string export, params string[] options)
    {
        var shell = scene.Shell();
        Assert.Equal(0, await shell.RunAsync(["channels", "add", export, .. options]));
        Assert.Equal("", shell.Error);
        return await EveryAsync(export);
    }

    async Task<string> EveryAsync(string export) => Interval.Text(await scene.QueryAsync<TimeSpan?>($"select every from channels where handle = '{Path.GetFileName(export)}'"));
}
