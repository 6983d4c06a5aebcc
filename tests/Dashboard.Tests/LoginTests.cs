using System.Net;
using Collector.Dashboard.Access;
using Collector.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

namespace Collector.Dashboard.Tests;

public sealed class LoginTests(Site site) : BrowserTest(site)
{
    // A page that loads while another is left may never say that it is loaded.
    static readonly PageWaitForURLOptions AddressOnly = new() { WaitUntil = WaitUntilState.Commit };

    [Fact]
    public async Task AWrongPasswordIsRefusedAndARightOneLetsIn()
    {
        var page = await StrangerAsync();
        await page.GotoAsync("/search?q=lamp");
        Assert.Contains("/login", page.Url, StringComparison.Ordinal);

        await page.GetByLabel("Password").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.GetByText("This password is wrong.").WaitForAsync();

        await page.GetByLabel("Password").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.WaitForURLAsync("**/search?q=lamp", AddressOnly);

        var cookie = Assert.Single(await page.Context.CookiesAsync(), cookie => cookie.Name == "collector");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await page.WaitForURLAsync("**/login", AddressOnly);
        await page.GotoAsync("/");
        Assert.Contains("/login", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APageThatIsOlderThanTheDashboardSaysSoAndLetsInAfterwards()
    {
        var page = await StrangerAsync();
        await page.GotoAsync("/login?ReturnUrl=%2Fsearch");
        // A restart forgets the key of the form's token; without the cookie it is as worthless.
        await page.Context.ClearCookiesAsync();

        await page.GetByLabel("Password").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.GetByText("Enter the password once more.").WaitForAsync();

        await page.GetByLabel("Password").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.WaitForURLAsync("**/search", AddressOnly);
    }

    [Fact]
    public async Task APageThatIsOpenAcrossARestartGoesToTheLoginByItselfAndFindsItsWayBack()
    {
        await using var before = Site.Start("Dashboard", new Dictionary<string, string>());
        var address = await AddressAsync(before);
        var page = await OperatorAsync(address);
        await page.GotoAsync("/search?q=nowhere");
        await page.Locator("h1", new() { HasText = "Search" }).WaitForAsync();

        await before.StopAsync();
        await page.GetByRole(AriaRole.Dialog, new() { Name = "The dashboard does not answer" }).WaitForAsync();
        await Screens.InBothThemesAsync(page, "away");
        await Screens.OnAPhoneAsync(page, "away");
        await using var after = Site.Start("Dashboard", new Dictionary<string, string> { ["DASHBOARD_PORT"] = $"{new Uri(address).Port}" });

        await page.WaitForURLAsync("**/login?ReturnUrl=%2Fsearch%3Fq%3Dnowhere", AddressOnly);
        await page.GetByLabel("Password").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.WaitForURLAsync("**/search?q=nowhere", AddressOnly);
    }

    [Fact]
    public async Task WithoutAPasswordAPageThatIsOpenAcrossARestartIsLoadedAgainAlsoAfterADownload()
    {
        await Site.SampleIsCollectedAsync();
        await using var before = Site.Start("Dashboard", new Dictionary<string, string> { ["DASHBOARD_PASSWORD"] = "" });
        var address = await AddressAsync(before);
        var page = await StrangerAsync(address);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Actions for") }).First.ClickAsync();
        // Removed channels have one of their own.
        await page.Locator(".mud-popover-open").GetByText("Download …").ClickAsync();
        await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download", Exact = true }).ClickAsync());
        await page.EvaluateAsync("document.documentElement.classList.add('old')");

        await before.StopAsync();
        await using var after = Site.Start("Dashboard", new Dictionary<string, string> { ["DASHBOARD_PASSWORD"] = "", ["DASHBOARD_PORT"] = $"{new Uri(address).Port}" });

        await page.Locator("html:not(.old) h1", new() { HasText = "Channels" }).WaitForAsync();
    }

    [Fact]
    public async Task ACopyOfACookieIsWorthlessAfterTheLogoutAndOtherBrowsersStayLoggedIn()
    {
        var page = await OperatorAsync();
        var other = await OperatorAsync();
        var copy = await CookieAsync(page);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(copy));

        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await page.WaitForURLAsync("**/login", AddressOnly);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(copy));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(await CookieAsync(other)));
    }

    [Fact]
    public async Task AnotherTabGoesToTheLoginByItselfWhenItsSessionEnds()
    {
        var page = await OperatorAsync();
        var tab = await page.Context.NewPageAsync();
        await tab.GotoAsync("/search");
        await tab.Locator("h1", new() { HasText = "Search" }).WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();

        await tab.WaitForURLAsync("**/login?ReturnUrl=%2Fsearch", AddressOnly);
    }

    [Fact]
    public async Task LoggingInAgainEndsTheSessionBeforeAndATabOfThatOneCanStillLogOut()
    {
        var tab = await OperatorAsync();
        var before = await CookieAsync(tab);
        var page = await tab.Context.NewPageAsync();
        await page.GotoAsync("/login");
        await page.GetByLabel("Password").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Channels" }).WaitForAsync();

        await tab.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await tab.WaitForURLAsync("**/login", AddressOnly);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(before));
    }

    [Theory]
    [InlineData("/", HttpStatusCode.Redirect)]
    [InlineData("/channels/1", HttpStatusCode.Redirect)]
    [InlineData("/api/status", HttpStatusCode.Unauthorized)]
    [InlineData("/api/channels/1/messages", HttpStatusCode.Unauthorized)]
    [InlineData("/api/channels/1/export", HttpStatusCode.Unauthorized)]
    [InlineData("/api/images/sha256:00", HttpStatusCode.Unauthorized)]
    [InlineData("/api/openapi.json", HttpStatusCode.Unauthorized)]
    [InlineData("/_blazor/negotiate", HttpStatusCode.Unauthorized)]
    public async Task NothingIsSeenWithoutALogin(string path, HttpStatusCode expected)
    {
        using var client = Site.Client();

        using var answer = await client.GetAsync(path);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task ManyWrongPasswordsAreNotListenedToAnyMore()
    {
        await using var attempts = new LoginAttempts(Options.Create(new DashboardOptions { Password = "right" }));
        var stranger = IPAddress.Parse("192.0.2.1");

        for (var guess = 0; guess < LoginAttempts.WrongOnesPerMinute; guess++)
            Assert.Equal(PasswordAnswer.Wrong, attempts.Try($"guess {guess}", stranger));

        Assert.Equal(PasswordAnswer.TooMany, attempts.Try("right", stranger));
        Assert.Equal(PasswordAnswer.Right, attempts.Try("right", IPAddress.Loopback));
    }

    [Fact]
    public async Task AnAddressThatOthersReachNeedsAPassword()
    {
        await using var dashboard = ServiceProcess.Start("Dashboard", new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = "Host=127.0.0.1;Port=1",
            ["DASHBOARD_BIND"] = "0.0.0.0",
            ["DASHBOARD_PORT"] = "0",
        });

        Assert.Equal(1, await dashboard.WaitForExitAsync());
        Assert.Contains("DASHBOARD_PASSWORD is not set", Assert.Single(dashboard.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("127.0.0.1, 172.16.0.0/12,::1", 3)]
    [InlineData("nginx", null)]
    [InlineData("172.16.0.0/64", null)]
    public void AProxyIsAnAddressOrANetwork(string setting, int? expected)
    {
        var options = new DashboardOptions { Proxy = setting };

        Assert.Equal(expected is null, options.Validate(new(options)).Any(problem => problem.ErrorMessage!.StartsWith("DASHBOARD_PROXY must be", StringComparison.Ordinal)));
        if (expected is not null)
            Assert.Equal(expected, options.Proxies.Count);
    }

    async Task<HttpStatusCode> AskAsync(string cookie)
    {
        using var client = Site.Client();
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await client.GetAsync("/api/status");
        return answer.StatusCode;
    }

    static async Task<string> CookieAsync(IPage page) => $"collector={(await page.Context.CookiesAsync()).Single(cookie => cookie.Name == "collector").Value}";

    static async Task<string> AddressAsync(ServiceProcess dashboard) => (await dashboard.WaitForLineAsync("Dashboard: http://")).Split("Dashboard: ")[1];
}
