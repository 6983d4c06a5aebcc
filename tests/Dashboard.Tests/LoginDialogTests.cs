using Collector.Database;
using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;
using Collector.Testing;
using Dapper;
using Microsoft.Playwright;

namespace Collector.Dashboard.Tests;

/// <summary>A dashboard with the rights of its role, everything else in one process, and a Telegram of our own.</summary>
public sealed class LoginDialogTests(Site site) : BrowserTest(site), IAsyncLifetime
{
    readonly TestDatabase database = new();
    readonly World world = new();
    readonly string key = Path.GetTempFileName();
    FakeTelegramServer server = null!;
    FakeAccount ann = null!;
    string address = "";

    Dictionary<string, string> Telegram => new()
    {
        ["TELEGRAM_API_ID"] = "1",
        ["TELEGRAM_API_HASH"] = "0123456789abcdef0123456789abcdef",
        ["SESSION_KEY"] = "a key of at least 32 characters…",
        ["TELEGRAM_SERVER"] = server.Address,
        ["TELEGRAM_SERVER_KEY"] = key,
    };

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        ann = world.AddAccount("+49 151 23456723");
        ann.Password = "open sesame";
        world.AddChannel("Harbour News", 300, "harbour_news");
        server = await FakeTelegramServer.StartAsync(world);
        await File.WriteAllTextAsync(key, FakeTelegramServer.PublicKeyPem);
        address = await Site.StartDashboardAsync(Telegram, database);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await server.DisposeAsync();
        await database.DisposeAsync();
        File.Delete(key);
    }

    [Fact]
    public async Task AnAccountIsLoggedInOnThePageAndReadsAChannelThatIsAddedThereAndIsRemoved()
    {
        await using var everything = Site.Start("Cli", Telegram.Append(new("ConnectionStrings__Postgres", database.ConnectionString)).ToDictionary());
        await everything.WaitForLineAsync("No channel is configured yet: add one on the page");
        var page = await OpenAsync();
        await Screens.InBothThemesAsync(page, "log-in-phone");
        await AnswerAsync(page, "Phone number of the account", ann.Phone, "Next");
        await page.GetByText("Telegram has sent a code (in your Telegram app, from 'Telegram').").WaitForAsync();
        await Assertions.Expect(page.GetByLabel("Code")).ToBeFocusedAsync();
        await AnswerAsync(page, "Code", "1");
        await page.GetByText("That code is wrong.").WaitForAsync();
        await Screens.InBothThemesAsync(page, "log-in-code");
        await Screens.OnAPhoneAsync(page, "log-in-code");
        await AnswerAsync(page, "Code", ann.Code);
        await page.GetByText("Your hint: as in the test").WaitForAsync();
        Assert.Equal("password", await page.GetByLabel("Password of the two-step").GetAttributeAsync("type"));
        await AnswerAsync(page, "Password of the two-step", "open barley");
        await page.GetByText("That password is wrong.").WaitForAsync();
        await AnswerAsync(page, "Password of the two-step", ann.Password!);

        await page.GetByText("Ann is logged in").WaitForAsync();
        await page.Locator(".accounts > li", new() { HasText = "+49…23" }).GetByText("in use, leased for").WaitForAsync();
        Assert.Equal(1, server.Statistics.Count("auth.sendCode"));
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a channel" }).First.ClickAsync();
        await page.GetByLabel("Channels or exports").FillAsync("@harbour_news");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.Locator(".channel", new() { HasText = "Harbour News" }).GetByText("complete", new() { Exact = true }).WaitForAsync();
        Assert.Equal(300, await ReadAsync<int>("select count(*) from messages"));

        await page.GotoAsync("/accounts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove …" }).ClickAsync();
        await page.GetByText("is logged out at Telegram with all its sessions").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await page.GetByText("removing", new() { Exact = true }).WaitForAsync();
        await page.GetByText("No account is logged in").WaitForAsync();
        Assert.Equal(1, server.Statistics.Count("auth.logOut"));
        Assert.Equal("0 0", await ReadAsync<string>("select concat_ws(' ', (select count(*) from accounts), (select count(*) from sessions))"));
    }

    [Fact]
    public async Task ALoginThatIsRefusedOrGivenUpAddsNothingAndMayBeBegunAnew()
    {
        var page = await OpenAsync();
        await AnswerAsync(page, "Phone number of the account", "+49 151 00000000", "Next");
        await page.GetByText("Telegram does not know such a phone number").WaitForAsync();
        Assert.Equal("+49 151 00000000", await page.GetByLabel("Phone number of the account").InputValueAsync());

        await AnswerAsync(page, "Phone number of the account", ann.Phone, "Next");
        await page.GetByLabel("Code").WaitForAsync();
        Assert.NotEqual(0, server.Connections);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Eventually.TrueAsync(() => Task.FromResult(server.Connections == 0));
        Assert.Equal(0, await ReadAsync<int>("select count(*) from accounts"));
        await page.GetByText("No account is logged in").WaitForAsync();
    }

    [Fact]
    public async Task WithoutItsSettingsALoginSaysWhichAreMissing()
    {
        var page = await OpenAsync(Site.Address);

        await AnswerAsync(page, "Phone number of the account", ann.Phone, "Next");

        await page.GetByText("TELEGRAM_API_ID and TELEGRAM_API_HASH are not set: make your own at https://my.telegram.org/apps").WaitForAsync();
    }

    async Task<IPage> OpenAsync(string? other = null)
    {
        var page = await OperatorAsync(other ?? address);
        await page.GotoAsync("/accounts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.GetByLabel("Phone number of the account").WaitForAsync();
        return page;
    }

    static async Task AnswerAsync(IPage page, string label, string answer, string button = "Log in")
    {
        await page.GetByLabel(label).FillAsync(answer);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    Task<T?> ReadAsync<T>(string sql) => database.DataSource.ExecuteScalarAsync<T>(sql, null, default);
}
