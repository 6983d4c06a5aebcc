using Collector.EndToEnd.Tests;
using Collector.FakeTelegram.Worlds;
using Collector.Testing;

namespace Collector.Telegram.Tests;

/// <summary>Two accounts read; Telegram takes one of them away.</summary>
public sealed class LiveLostAccountTests
{
    [Fact]
    public Task ASessionThatItsOwnerEnds() => IsMarkedAndTheOtherGoesOnAsync(
        (scene, lost) => scene.Server.Faults.Revoke(lost), "logged_out", "The session was logged out (SESSION_REVOKED): log in again.");

    [Fact]
    public Task AKeyThatTelegramDoesNotAcceptAnyMore() => IsMarkedAndTheOtherGoesOnAsync(
        (scene, lost) => scene.Server.Faults.Fail(401, "AUTH_KEY_UNREGISTERED", account: lost, times: int.MaxValue), "logged_out", "The session was logged out (AUTH_KEY_UNREGISTERED): log in again.");

    [Fact]
    public Task AKeyThatTelegramDoesNotKnowAnyMore() => IsMarkedAndTheOtherGoesOnAsync(
        (scene, lost) => scene.Server.Faults.ForgetKeys(lost), "logged_out", "Telegram does not know the session any more: log in again.");

    [Fact]
    public Task AKeyThatWasUsedTwice() => IsMarkedAndTheOtherGoesOnAsync(
        (scene, lost) => scene.Server.Faults.Fail(406, "AUTH_KEY_DUPLICATED", account: lost, times: int.MaxValue), "logged_out", "The session was used from two places at once (AUTH_KEY_DUPLICATED), so Telegram ended it: log in again.");

    [Fact]
    public Task AnAccountThatIsBanned() => IsMarkedAndTheOtherGoesOnAsync(
        (_, lost) => lost.State = AccountState.Banned, "banned", "Telegram has banned or deleted the account (USER_DEACTIVATED_BAN).");

    [Fact]
    public Task AnAccountThatIsDeleted() => IsMarkedAndTheOtherGoesOnAsync(
        (_, lost) => lost.State = AccountState.Deactivated, "banned", "Telegram has banned or deleted the account (USER_DEACTIVATED).");

    [Fact]
    public Task AnAccountThatIsFrozen() => IsMarkedAndTheOtherGoesOnAsync(
        (scene, lost) => scene.Server.Faults.Fail(420, "FROZEN_METHOD_INVALID", account: lost, times: int.MaxValue), "paused",
        "Telegram has frozen the account (FROZEN_METHOD_INVALID): an official app says why, and how to appeal. Resume it when Telegram has let it go.");

    [Fact]
    public async Task ASessionThatEndsLeavesItsAccountTheOthers()
    {
        await using var scene = await WithTwoSessionsAsync();
        var news = scene.World.AddChannel("News", 300, "news", Content.TextOnly);
        await scene.AddAsync("@news");
        scene.Server.Faults.Fail(401, "SESSION_REVOKED", "messages.getHistory");

        var run = await scene.Stack.CollectorAsync("run", "--once");

        run.Succeeded();
        Assert.Contains("Account 1: The session was logged out (SESSION_REVOKED): log in again.", run.Output, StringComparison.Ordinal);
        await scene.HoldsAsync(news);
        Assert.Equal([("active", 1)], await SessionsAsync(scene));
    }

    [Fact]
    public async Task AWaitThatIsToldWhileAnAccountConnectsIsKeptAndNothingIsLostByIt()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 300, "news", Content.TextOnly);
        await scene.AddAsync("@news");
        scene.Server.Faults.Fail(420, "FLOOD_WAIT_5", "users.getUsers");

        var run = await scene.Stack.CollectorAsync("run", "--once");

        run.Succeeded();
        Assert.Single(run.Output.Split("Account 1 is given up for now: Telegram asks to wait 30 s before the next connection").Skip(1));
        await scene.HoldsAsync(news);
    }

    [Fact]
    public async Task AServiceOfItsOwnForgetsASessionThatEndsAndGoesOn()
    {
        await using var scene = await WithTwoSessionsAsync();
        await scene.Stack.UseRabbitMqAsync();
        var news = scene.World.AddChannel("News", 300, "news", Content.TextOnly);
        await scene.AddAsync("@news");
        scene.Server.Faults.Fail(401, "SESSION_REVOKED", "messages.getHistory");

        scene.Stack.Start("Scheduler");
        scene.Stack.Start("Writer");
        var collector = scene.Stack.Start("Collector");
        await scene.Stack.CompleteAsync();

        await scene.HoldsAsync(news);
        Assert.False(collector.HasExited);
        Assert.Equal([("active", 1)], await SessionsAsync(scene));
    }

    [Fact]
    public async Task ServicesOfTheirOwnRemoveAnAccountThatIsToBeRemoved()
    {
        await using var scene = await WithTwoSessionsAsync();
        await scene.Stack.UseRabbitMqAsync();
        await scene.Stack.Start("Collector").WaitForLineAsync("is connected to Telegram");
        await scene.Stack.Start("Media").WaitForLineAsync("is connected to Telegram");

        await scene.Stack.ExecuteAsync("update accounts set state = 'removing'");

        await Eventually.TrueAsync(() => scene.Stack.ReadAsync<bool>("select not exists (select from accounts) and not exists (select from sessions)"), TimeSpan.FromMinutes(1));
        Assert.Equal(2, scene.Server.Statistics.Count("auth.logOut"));
        Assert.Empty(scene.Server.KeyConflicts);
    }

    /// <summary>One account, logged in twice.</summary>
    static async Task<LiveScene> WithTwoSessionsAsync()
    {
        var scene = await LiveScene.NewAsync();
        await scene.LogInAsync(await scene.LoggedInAsync("491701"));
        return scene;
    }

    /// <returns>The state of each account, and how many sessions it has.</returns>
    static Task<IReadOnlyList<(string State, int Sessions)>> SessionsAsync(LiveScene scene) =>
        scene.Stack.ListAsync<(string, int)>("select a.state, count(s)::int from accounts a left join sessions s on s.account_id = a.id group by a.id");

    static async Task IsMarkedAndTheOtherGoesOnAsync(Action<LiveScene, FakeAccount> take, string state, string said)
    {
        await using var scene = await LiveScene.NewAsync();
        var lost = await scene.LoggedInAsync("491701");
        await scene.LoggedInAsync("491702");
        var news = scene.World.AddChannel("News", 12_000, "news", Content.TextOnly);
        await scene.AddAsync("@news");
        using var slow = scene.Server.Faults.Delay(TimeSpan.FromMilliseconds(500), "messages.getHistory");

        var run = scene.Stack.StartCollector("run", "--once");
        await scene.Stack.SomethingIsStoredAsync();
        take(scene, lost);

        var ended = await Stack.EndAsync(run);
        ended.Succeeded();
        Assert.Contains($"Account 1: {said}", ended.Output, StringComparison.Ordinal);
        await scene.HoldsAsync(news);
        Assert.Equal(
            [(state, said), ("active", null)],
            await scene.Stack.ListAsync<(string, string?)>("select state, last_error from accounts order by id"));
        Assert.Empty(scene.Server.KeyConflicts);
    }
}
