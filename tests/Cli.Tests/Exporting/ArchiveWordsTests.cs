using AngleSharp;
using AngleSharp.Dom;
using Collector.Testing;

namespace Collector.Cli.Tests.Exporting;

public sealed class ArchiveWordsTests(Scene scene) : IClassFixture<Scene>, IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("collector-words-").FullName;

    public async ValueTask InitializeAsync() => Assert.Equal(0, await scene.Shell().RunAsync(
        "--once",
        scene.Export("club", new() { ChatId = 303, Messages = 5, PictureEvery = 0, Title = "Club", Type = "public_supergroup" }),
        scene.Export("news", new() { ChatId = 304, Messages = 5, PictureEvery = 0, Title = "News" }),
        scene.Export("crowd", new() { ChatId = 305, Messages = 300, PictureEvery = 0, Title = "Crowd" })));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("club", "user2", "Deleted account")]
    [InlineData("club", "channel9", "Deleted account")]
    [InlineData("club", null, "Deleted account")]
    [InlineData("club", "channel303", "Club")]
    [InlineData("news", "user2", "Deleted account")]
    [InlineData("news", "channel304", "News")]
    [InlineData("news", null, "News")]
    public async Task WithoutANameTheSenderIsTheChannelOnlyWhereThatIsKnown(string handle, string? sender, string expected)
    {
        await OneIsLeftAsync(handle, $"kind = 'message', sender_name = null, sender_id = {(sender is null ? "null" : $"'{sender}'")}");

        await ExportAsync(handle, "--format", "html", "-o", Path.Combine(folder, "site"));

        Assert.Equal(expected, (await PageAsync($"{handle}/2026-10.html")).QuerySelector(".head b")!.TextContent);
    }

    [Fact]
    public async Task OneIsNotSeveral()
    {
        await OneIsLeftAsync("news", "kind = 'message', views = 1, forwards = 1, replies = 1");

        Assert.StartsWith("1 message of 1 channel is in ", await ExportAsync("news", "--format", "html", "-o", Path.Combine(folder, "site")), StringComparison.Ordinal);

        Assert.EndsWith("1 message, October 2026", (await PageAsync("index.html")).QuerySelector(".channels li")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("@news · 1 message", (await PageAsync("news/index.html")).QuerySelector("p.quiet")!.TextContent);
        Assert.Equal("1 message", (await PageAsync("news/index.html")).QuerySelector(".months a")!.GetAttribute("title"));
        Assert.Equal("1 reply1 forward1 view", (await PageAsync("news/2026-10.html")).QuerySelector(".numbers")!.TextContent);
    }

    [Fact]
    public async Task PagesOfOneMonthAreOfThatMonth()
    {
        await scene.QueryAsync<int>("update messages m set posted_at = '2026-10-05Z', grouped_id = null from channels c where c.id = m.channel_id and c.handle = 'crowd'");

        await ExportAsync("crowd", "--format", "html", "-o", Path.Combine(folder, "site"));

        Assert.True(File.Exists(Path.Combine(folder, "site", "crowd", "2026-10-2.html")));
        Assert.EndsWith(" messages, October 2026", (await PageAsync("index.html")).QuerySelector(".channels li")!.TextContent, StringComparison.Ordinal);
    }

    Task<int> OneIsLeftAsync(string handle, string values) => scene.QueryAsync<int>($"""
        delete from messages m using channels c where c.id = m.channel_id and c.handle = '{handle}' and m.message_id <> (select min(message_id) from messages where channel_id = c.id);
        update messages m set posted_at = '2026-10-05Z', grouped_id = null, reactions = null, {values} from channels c where c.id = m.channel_id and c.handle = '{handle}';
        """);

    async Task<string> ExportAsync(params string[] args)
    {
        var shell = scene.Shell();
        Assert.Equal(0, await shell.RunAsync(["export", .. args]));
        return shell.Out;
    }

    async Task<IDocument> PageAsync(string path)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(folder, "site", path), TestContext.Current.CancellationToken);
        return await BrowsingContext.New().OpenAsync(request => request.Content(text), TestContext.Current.CancellationToken);
    }
}
