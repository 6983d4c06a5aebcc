using System.Security.Cryptography;
using Collector.FakeTelegram.Worlds;
using Dapper;

namespace Collector.Telegram.Tests;

/// <summary>The built program against a Telegram: every row and every byte of every image.</summary>
public sealed class LiveTests
{
    [Fact]
    public async Task ChannelsAreCollectedWithTheirImages()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 1_500, "news");
        var small = scene.World.AddSupergroup("Small", 40, "small");
        await scene.AddAsync("@news", "https://t.me/small");

        var run = await scene.Stack.CollectorAsync("run", "--once");

        run.Succeeded();
        await HoldsAsync(scene, news);
        await HoldsAsync(scene, small);
        Assert.Empty(scene.Server.KeyConflicts);
    }

    static async Task HoldsAsync(LiveScene scene, FakeChat chat)
    {
        var ids = await scene.Stack.ListAsync<int>(
            "select message_id from messages m join channels c on c.id = m.channel_id where c.telegram_id = @Id order by 1", new { chat.Id });
        Assert.Equal(chat.MessageIds.Order(), ids);
        Assert.Equal(0, await scene.Stack.ReadAsync<int>("select count(*) from images where state <> 'stored'"));
        foreach (var (image, path, sha256) in await scene.Stack.ListAsync<(string, string, string)>("select image_id, path, sha256 from images"))
        {
            var file = await File.ReadAllBytesAsync(Path.Combine(scene.Stack.ImageStore, path), TestContext.Current.CancellationToken);
            Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(file)));
            Assert.NotEmpty(image);
        }
    }
}
