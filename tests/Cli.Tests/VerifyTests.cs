namespace Collector.Cli.Tests;

public sealed class VerifyTests(Scene scene) : IClassFixture<Scene>
{
    [Fact]
    public async Task WhatIsMissingDamagedOrParkedIsFound()
    {
        var export = scene.Export("proof", new() { ChatId = 201, Messages = 60, PictureEvery = 20 });
        Assert.Equal(0, await scene.Shell().RunAsync("--once", export));
        Assert.Equal((0, "The channel is whole."), await VerifyAsync());

        await scene.QueryAsync<int>("delete from messages where message_id = (select min(message_id) from messages where image_id is null)");
        Assert.Equal((1, "the ledger counts 60 messages, the table has 59"), await VerifyAsync());
        await scene.QueryAsync<int>("update coverage set messages = 59");
        Assert.Equal((0, "The channel is whole."), await VerifyAsync());

        var image = Directory.GetFiles(scene.Images, "*.jpg", SearchOption.AllDirectories)[0];
        var content = await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken);
        content[^10] ^= 1;
        await File.WriteAllBytesAsync(image, content, TestContext.Current.CancellationToken);
        Assert.Matches("^image .* of message [0-9]+ is damaged", (await VerifyAsync()).Line);
        Assert.Matches("^image .* of message [0-9]+ is damaged", (await VerifyAsync("--repair")).Line);
        Assert.Equal((1, "1 image is not stored yet"), await VerifyAsync());
        Assert.Equal(0, await scene.Shell().RunAsync("collect", "proof"));
        Assert.Equal((0, "The channel is whole."), await VerifyAsync());

        await scene.QueryAsync<int>("insert into ranges (channel_id, span, sweep, state, error) select id, '[1,5)', 1, 'parked', 'cannot be read' from channels");
        Assert.Equal((1, "1 range is parked: cannot be read"), await VerifyAsync());
        await scene.QueryAsync<int>("delete from ranges");

        await scene.QueryAsync<int>("update coverage set known = known - '{[3,5]}'");
        var (code, line) = await VerifyAsync();
        Assert.Equal((1, "3 ids are not collected: 3–5"), (code, line));
    }

    [Fact]
    public async Task AChannelThatNobodyHasLookedAtIsNotWhole()
    {
        var export = scene.Export("later", new() { ChatId = 202, Messages = 5 });
        Assert.Equal(0, await scene.Shell().RunAsync("channels", "add", export));
        var shell = scene.Shell();

        Assert.Equal(1, await shell.RunAsync("verify", "later"));

        Assert.Contains("it was not looked at yet", shell.Out, StringComparison.Ordinal);
        Assert.Equal(0, await scene.Shell().RunAsync("channels", "remove", "later"));
    }

    [Fact]
    public async Task WithoutTheImageStoreNothingCountsAsLost()
    {
        var export = scene.Export("afar", new() { ChatId = 203, Messages = 20, PictureEvery = 10 });
        Assert.Equal(0, await scene.Shell().RunAsync("--once", export));
        Directory.Move(scene.Images, scene.Images + "-away");
        var shell = scene.Shell();

        Assert.Equal(1, await shell.RunAsync("verify", "--repair", "afar"));

        Assert.StartsWith($"The image store {scene.Images} is not here, so nothing was done: COLLECTOR_DATA must name the folder", shell.Error, StringComparison.Ordinal);
        Directory.Move(scene.Images + "-away", scene.Images);
        Assert.Equal(0, await scene.Shell().RunAsync("verify", "afar"));
    }

    // The first problem, or the closing line.
    async Task<(int Code, string Line)> VerifyAsync(params string[] options)
    {
        var shell = scene.Shell();
        var code = await shell.RunAsync(["verify", .. options]);
        return (code, shell.Out.Split('\n')[1].Trim());
    }
}
