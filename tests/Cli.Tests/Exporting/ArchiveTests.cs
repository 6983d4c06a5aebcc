using AngleSharp;
using AngleSharp.Dom;

namespace Collector.Cli.Tests.Exporting;

public sealed class ArchiveTests(ExportScene scene) : IClassFixture<ExportScene>
{
    [Fact]
    public async Task EveryMessageIsOnAPageThatIsReachedFromTheIndex()
    {
        var site = await SiteAsync("reach");
        var pages = await WalkAsync(Path.Combine(site, "index.html"));

        var shown = pages.Where(page => page.Key.Contains("/plenty/", StringComparison.Ordinal)).SelectMany(page => page.Value.QuerySelectorAll("[id^=m]")).Select(element => int.Parse(element.Id![1..], null)).ToList();
        await using var connection = await scene.Scene.OpenAsync();
        var expected = await Dapper.SqlMapper.QueryAsync<int>(connection, "select message_id from messages m join channels c on c.id = m.channel_id where handle = 'plenty' order by message_id");
        Assert.Equal(expected, shown.Order());
        Assert.Equal(Directory.GetFiles(site, "*.html", SearchOption.AllDirectories).Order(), pages.Keys.Order());
        // 700 messages: more than one page.
        Assert.True(pages.Keys.Count(page => page.Contains("/plenty/20", StringComparison.Ordinal)) >= 3);
    }

    [Fact]
    public async Task TextFromTelegramStaysTextAndNothingIsLoadedFromOutside()
    {
        var pages = await WalkAsync(Path.Combine(await SiteAsync("safe"), "index.html"));

        foreach (var page in pages.Values)
        {
            Assert.Empty(page.QuerySelectorAll("script, iframe, object, embed, form, base, style, [onerror], [onclick], [onload], [style]"));
            Assert.All(page.QuerySelectorAll("[src], link[href]"), element =>
                Assert.DoesNotContain(":", element.GetAttribute("src") ?? element.GetAttribute("href")!, StringComparison.Ordinal));
            Assert.DoesNotContain(page.QuerySelectorAll("a"), link => link.GetAttribute("href")!.StartsWith("javascript", StringComparison.OrdinalIgnoreCase));
        }

        var hostile = (await MessagesAsync(pages))[0];
        Assert.Equal(ExportScene.Script, hostile.QuerySelector(".text")!.TextContent);
        Assert.Equal(ExportScene.Script, hostile.QuerySelector(".head b")!.TextContent);
        Assert.Equal($"Forwarded from {ExportScene.Script}", hostile.QuerySelector(".forward")!.TextContent);
        Assert.Equal("<i>👍</i> 7", hostile.QuerySelector(".reaction")!.TextContent);
        Assert.Contains(pages.Values, page => page.Title == "Plenty \"of\" news, <b>daily</b>");
    }

    [Fact]
    public async Task FormattingRepliesAndNumbersAreShown()
    {
        var pages = await WalkAsync(Path.Combine(await SiteAsync("format"), "index.html"));
        var messages = await MessagesAsync(pages);

        var formatted = messages[1].QuerySelector(".text")!;
        // The link begins in the bold part and goes on behind it.
        Assert.Equal(
            """<strong>bold <a href="https://example.org/?a=1&amp;b=%222" rel="noopener noreferrer nofollow">link</a></strong><a href="https://example.org/?a=1&amp;b=%222" rel="noopener noreferrer nofollow"> here</a> and <code>🦊 code</code>""",
            formatted.InnerHtml);
        var reply = messages[1].QuerySelector("a.reply")!;
        Assert.Equal(ExportScene.Script, reply.TextContent);
        Assert.EndsWith("#" + messages[0].Id, reply.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("12,345 views", messages[1].QuerySelector(".numbers")!.TextContent, StringComparison.Ordinal);
        Assert.Null(messages[2].QuerySelector(".text a"));
        Assert.Equal("In reply to message 999999, which is not here", messages[2].QuerySelector(".reply")!.TextContent);
        Assert.Equal("deleted", messages[2].QuerySelector(".gone")!.TextContent);
    }

    [Fact]
    public async Task ImagesAreShownFromTheArchiveItself()
    {
        var site = await SiteAsync("images");
        var pages = await WalkAsync(Path.Combine(site, "index.html"));

        var images = pages.SelectMany(page => page.Value.QuerySelectorAll("img").Select(image => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page.Key)!, image.GetAttribute("src")!)))).ToList();
        Assert.Equal(await scene.Scene.QueryAsync<long>("select count(*) from messages m join channels c on c.id = m.channel_id where handle = 'plenty' and image_id is not null"), images.Count);
        Assert.All(images, path => Assert.StartsWith(Path.Combine(site, "images"), path, StringComparison.Ordinal));
        Assert.All(images, path => Assert.True(File.Exists(path)));
    }

    [Fact]
    public async Task AnExportIsReplacedByForceAndOnlyByForce()
    {
        var site = await SiteAsync("again");
        await scene.ExportAsync(2, "other", "--format", "html", "-o", site);
        await scene.ExportAsync(0, "other", "--format", "html", "-o", site, "--force");
        Assert.False(Directory.Exists(Path.Combine(site, "plenty")));
        Assert.True(Directory.Exists(Path.Combine(site, "other")));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(scene.Folder, "*", new EnumerationOptions { AttributesToSkip = 0 }), left => left.EndsWith(".old", StringComparison.Ordinal) || left.EndsWith(".partial", StringComparison.Ordinal));
    }

    async Task<string> SiteAsync(string name)
    {
        var site = scene.PathOf(name);
        await scene.ExportAsync(0, "plenty", "other", "--format", "html", "--images", "-o", site);
        return site;
    }

    // The elements of the messages that the scene made, from the hostile one on.
    async Task<List<IElement>> MessagesAsync(Dictionary<string, IDocument> pages)
    {
        await using var connection = await scene.Scene.OpenAsync();
        var ids = await Dapper.SqlMapper.QueryAsync<int>(connection, "select message_id from messages m join channels c on c.id = m.channel_id where handle = 'plenty' order by message_id offset 1 limit 5");
        return [.. ids.Select(id => pages.Where(page => page.Key.Contains("/plenty/", StringComparison.Ordinal)).Select(page => page.Value.GetElementById($"m{id}")).Single(element => element is not null)!)];
    }

    // Follows every link within the archive, and sees that what it names is there.
    static async Task<Dictionary<string, IDocument>> WalkAsync(string start)
    {
        var pages = new Dictionary<string, IDocument>();
        var ahead = new Queue<string>([start]);
        while (ahead.TryDequeue(out var path))
        {
            if (!path.EndsWith(".html", StringComparison.Ordinal) || pages.ContainsKey(path))
                continue;
            var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            pages[path] = await BrowsingContext.New().OpenAsync(request => request.Content(text), TestContext.Current.CancellationToken);
            foreach (var link in pages[path].QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!).Where(link => !link.Contains(':')))
                ahead.Enqueue(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, link.Split('#')[0] is { Length: > 0 } file ? file : path)));
        }

        return pages;
    }
}
