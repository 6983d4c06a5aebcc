using System.Text.Json;
using Collector.FakeTelegram.Worlds;

namespace Collector.Cli.Tests.Accounts;

public sealed class AccountsCommandTests : IAsyncLifetime
{
    TelegramScene scene = null!;
    FakeAccount ann = null!;

    public async ValueTask InitializeAsync()
    {
        scene = await TelegramScene.StartAsync();
        ann = scene.World.AddAccount("+49 151 23456723");
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task WithoutAnAccountTheListNamesTheLogin() =>
        Assert.Equal((0, "No account is logged in. Log in: collector login"), await RunAsync("list"));

    [Fact]
    public async Task TheListShowsSessionsWaitsAndErrors()
    {
        await scene.LogInAsync(ann);
        await scene.LogInAsync(ann);
        await scene.QueryAsync<int>("""
            update sessions set lease_until = now() + interval '1 minute' where id = 1;
            insert into account_gates (account_id, call_class, blocked_until)
            values (1, 'history', now() + interval '2 hours 10 seconds'), (1, 'files', now() - interval '1 second');
            update accounts set last_error = E'slow\nline';
            """);

        var (code, list) = await RunAsync("list");

        Assert.Equal(0, code);
        Assert.Matches(@"^ +1 +Ann +\+49…23 +active +1 of 2 +history 2:00:\d\d +slow line$", list);
    }

    [Fact]
    public async Task ProgramsGetTheListAsJson()
    {
        await scene.LogInAsync(ann);
        await scene.QueryAsync<int>("insert into account_gates (account_id, call_class, blocked_until) values (1, 'history', now() + interval '2 hours')");
        var shell = scene.Shell();

        Assert.Equal(0, await shell.RunAsync("accounts", "list", "--json"));

        var account = Assert.Single(JsonDocument.Parse(shell.Out).RootElement.EnumerateArray());
        Assert.Equal(["id", "telegram_id", "name", "phone", "state", "last_error", "sessions", "held", "waits"], account.EnumerateObject().Select(member => member.Name));
        var wait = Assert.Single(account.GetProperty("waits").EnumerateArray());
        Assert.Equal("history", wait.GetProperty("call_class").GetString());
        Assert.InRange(wait.GetProperty("seconds_left").GetInt32(), 7000, 7200);
    }

    [Fact]
    public async Task PauseAndResumeSayWhatTheyFind()
    {
        await scene.LogInAsync(ann);

        Assert.Equal((0, "Paused Ann (+49…23): a process that uses it stops within half a minute."), await RunAsync("pause", "1"));
        Assert.Equal("paused", await scene.QueryAsync<string>("select state from accounts"));
        Assert.Equal((0, "Ann (+49…23) is paused already."), await RunAsync("pause", "ann"));
        Assert.Equal((0, "Resumed Ann (+49…23)."), await RunAsync("resume", "+49…23"));
        Assert.Equal("active", await scene.QueryAsync<string>("select state from accounts"));
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    public async Task AnAccountThatIsLoggedOutNeedsALogin(string verb)
    {
        await scene.LogInAsync(ann);
        await scene.QueryAsync<int>("update accounts set state = 'logged_out', last_error = 'The session was revoked.'");

        Assert.Equal((1, "Ann (+49…23) is logged out. The session was revoked. Log it in again with collector login, or remove it."), await RunAsync(verb, "1"));
        Assert.Equal("logged_out", await scene.QueryAsync<string>("select state from accounts"));
    }

    [Fact]
    public async Task WhoIsNotThereOrThereTwiceIsAMistake()
    {
        await scene.LogInAsync(ann);
        await scene.LogInAsync(scene.World.AddAccount("+49 151 99999999"));

        Assert.Equal((2, "No account is called 'anm'. Did you mean 'Ann'? `collector accounts list` shows them all."), await RunAsync("pause", "anm"));
        Assert.Equal((2, "Several accounts are called 'Ann': 1, 2. Give the id."), await RunAsync("pause", "Ann"));
    }

    [Fact]
    public async Task RemoveLogsOutAndKeepsWhatWasCollected()
    {
        await scene.LogInAsync(ann);
        await scene.LogInAsync(ann);

        Assert.Equal((2, "Removing logs out all sessions of the account: say --yes."), await RunAsync("remove", "1"));
        Assert.Equal((0, "Removed Ann (+49…23), logged out at Telegram; what it collected stays."), await RunAsync("remove", "1", "--yes"));

        Assert.Equal(2, scene.Server.Statistics.Count("auth.logOut"));
        Assert.Equal(0, await scene.QueryAsync<int>("select count(*) from sessions"));
    }

    [Fact]
    public async Task WhenTelegramIsAwayOnlyForceRemoves()
    {
        await scene.LogInAsync(ann);
        using var away = scene.Server.Faults.GoAway();

        var (code, refused) = await RunAsync("remove", "1", "--yes");

        Assert.Equal(1, code);
        Assert.Matches("^Session 1 is not logged out: Telegram cannot be reached: .*. Ann .* stays, unused. Remove it again, or with --force: its sessions stay logged in", refused);
        Assert.Equal(1, await scene.QueryAsync<int>("select count(*) from sessions"));
        Assert.StartsWith("Removed Ann (+49…23), but its sessions stay logged in until you end them", (await RunAsync("remove", "1", "--yes", "--force")).Line, StringComparison.Ordinal);
        Assert.Equal(0, await scene.QueryAsync<int>("select count(*) from accounts"));
    }

    [Fact]
    public async Task ForceRemovesWhatALostKeyHasEncrypted()
    {
        await scene.LogInAsync(ann);
        scene.Settings["SESSION_KEY"] = "another key of more than 32 characters";

        Assert.StartsWith("SESSION_KEY is not the key", (await RunAsync("remove", "1", "--yes")).Line, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("remove", "1", "--yes", "--force")).Code);

        Assert.Equal(0, await scene.QueryAsync<int>("select count(*) from accounts"));
    }

    /// <returns>The last line of what it said.</returns>
    async Task<(int Code, string Line)> RunAsync(params string[] arguments)
    {
        var shell = scene.Shell();
        var code = await shell.RunAsync(["accounts", .. arguments]);
        return (code, (shell.Out + shell.Error).TrimEnd().Split('\n')[^1].TrimEnd());
    }
}
