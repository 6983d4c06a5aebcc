using System.Net;
using System.Text.RegularExpressions;
using Collector.Dashboard.Access;

namespace Collector.Dashboard.Tests;

/// <summary>The tests themselves are the proxy, at 127.0.0.1.</summary>
public sealed class ProxyTests(Site site)
{
    const string Known = "127.0.0.0/8";
    const string Unknown = "192.0.2.0/24";

    [Theory]
    [InlineData(Known, true)]
    [InlineData(Unknown, false)]
    public async Task ALoginByHttpsIsForHttpsOnly(string proxy, bool secure)
    {
        using var client = await BehindAsync(proxy);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var stranger = await client.GetAsync("/search?q=lamp");
        using var operators = await LogInAsync(client, await FormAsync(client));

        Assert.Equal("/login?ReturnUrl=%2Fsearch%3Fq%3Dlamp", stranger.Headers.Location?.OriginalString);
        Assert.Equal("/", operators.Headers.Location?.OriginalString);
        Assert.All(Cookies(operators), cookie => Assert.Equal(secure, cookie.Contains("; secure", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Known, HttpStatusCode.OK)]
    [InlineData(Unknown, HttpStatusCode.Unauthorized)]
    public async Task WrongPasswordsCountForWhomAKnownProxyNames(string proxy, HttpStatusCode others)
    {
        using var client = await BehindAsync(proxy);
        for (var guess = 0; guess < LoginAttempts.WrongOnesPerMinute; guess++)
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(client, "198.51.100.1", "Bearer wrong"));

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(client, "198.51.100.1", $"Bearer {Site.Password}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(client, "198.51.100.2, 198.51.100.1", $"Bearer {Site.Password}"));
        Assert.Equal(others, await AskAsync(client, "198.51.100.2", $"Bearer {Site.Password}"));
    }

    [Fact]
    public async Task AProxysOwnPasswordIsNoneOfOurs()
    {
        using var client = site.Client();
        using var operators = await LogInAsync(client, await FormAsync(client));
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", Cookies(operators).Select(cookie => cookie.Split(';')[0])));

        for (var request = 0; request <= LoginAttempts.WrongOnesPerMinute; request++)
            Assert.Equal(HttpStatusCode.OK, await AskAsync(client, "198.51.100.1", "Basic YWxpY2U6c2VjcmV0"));
    }

    [Fact]
    public async Task AFormThatWasOpenAcrossARestartComesAgain()
    {
        using var before = site.Client();
        using var after = await BehindAsync(Unknown);

        using var answer = await LogInAsync(after, await FormAsync(before));

        Assert.Equal("/login?ReturnUrl=%2F&problem=old", answer.Headers.Location?.OriginalString);
        Assert.Empty(Cookies(answer));
    }

    async Task<HttpClient> BehindAsync(string proxy) => site.Client(await site.StartDashboardAsync(new Dictionary<string, string> { ["DASHBOARD_PROXY"] = proxy }));

    static async Task<HttpStatusCode> AskAsync(HttpClient client, string from, string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status") { Headers = { { "X-Forwarded-For", from }, { "Authorization", authorization } } };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    static async Task<(string Token, string Cookie)> FormAsync(HttpClient client)
    {
        using var page = await client.GetAsync("/login");
        var token = Regex.Match(await page.Content.ReadAsStringAsync(), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        return (token, Assert.Single(Cookies(page)).Split(';')[0]);
    }

    static async Task<HttpResponseMessage> LogInAsync(HttpClient client, (string Token, string Cookie) form)
    {
        using var fields = new FormUrlEncodedContent([new("__RequestVerificationToken", form.Token), new("password", Site.Password), new("to", "/")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/session") { Content = fields, Headers = { { "Cookie", form.Cookie } } };
        return await client.SendAsync(request);
    }

    static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];
}
