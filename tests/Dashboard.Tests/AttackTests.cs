using System.Net;
using Microsoft.Playwright;

namespace Collector.Dashboard.Tests;

public sealed class AttackTests(Site site) : BrowserTest(site)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/search?q=wombat")]
    [InlineData("/images")]
    [InlineData("CHANNEL")]
    public async Task TextOfOthersIsTextAndNeverRuns(string path)
    {
        var page = await OperatorAsync();
        var channel = await Site.ReadAsync<int>("select id from channels where handle = 'hostile'");

        await page.GotoAsync(path == "CHANNEL" ? $"/channels/{channel}" : path);
        await (path switch
        {
            "/images" => page.GetByRole(AriaRole.Heading, new() { Name = "Images" }),
            "/search?q=wombat" => page.Locator("mark", new() { HasText = "wombat" }),
            "CHANNEL" => page.GetByText("unharmed wombat"),
            _ => page.GetByText("<script>").First,
        }).WaitForAsync();

        Assert.False((await page.TitleAsync()).StartsWith("owned", StringComparison.Ordinal));
        Assert.Equal(0, await page.Locator("main script, main img[src=x]").CountAsync());
        Assert.Equal(0, await page.Locator("a[href^=javascript]").CountAsync());
    }

    [Fact]
    public async Task EveryAnswerForbidsForeignAndInlineScripts()
    {
        using var client = Site.Client();

        using var answer = await client.GetAsync("/login");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task AFormThatIsNotThePagesOwnIsRefused()
    {
        using var client = Site.Client();
        using var form = new FormUrlEncodedContent([new("password", Site.Password), new("to", "/")]);

        using var withoutToken = await client.PostAsync("/session", form);
        Assert.Equal("/login?ReturnUrl=%2F&problem=old", withoutToken.Headers.Location?.OriginalString);
        Assert.False(withoutToken.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/session")]
    public async Task AnotherSitesPageIsNotAnswered(string path)
    {
        using var client = Site.Script();
        client.DefaultRequestHeaders.Add("Origin", "https://evil.example");

        using var answer = await client.PostAsync(path, null);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    public async Task ALoginLeadsNowhereElse(string to)
    {
        var page = await StrangerAsync();
        await page.GotoAsync($"/login?ReturnUrl={Uri.EscapeDataString(to)}");
        await page.GetByLabel("Password").FillAsync(Site.Password);

        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Channels" }).WaitForAsync();
        Assert.StartsWith(Site.Address, page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/images/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/images/%2fetc%2fpasswd")]
    [InlineData("/api/images/escape")]
    [InlineData("/..%2fCollector.Dashboard.dll")]
    [InlineData("/fonts/..%2f..%2fCollector.Dashboard.dll")]
    public async Task NoPathLeadsOutOfTheStore(string path)
    {
        // A row that lies about where its file is.
        await Site.ReadAsync<int?>("""
            insert into images (image_id, state, sha256, path, mime, bytes, channel_id, message_id)
            values ('escape', 'stored', repeat('0', 64), '../../../../../../../etc/passwd', 'text/html', 1, 0, 0)
            on conflict do nothing
            """);
        using var client = Site.Script();

        using var answer = await client.GetAsync(path);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }
}
