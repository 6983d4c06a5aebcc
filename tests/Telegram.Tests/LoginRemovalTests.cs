using Collector.FakeTelegram.Worlds;
using Collector.Telegram.Accounts;
using Collector.Telegram.Clients;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TL.Methods;

namespace Collector.Telegram.Tests;

public sealed class LoginRemovalTests : IAsyncLifetime
{
    readonly List<int> waited = [];
    LoginScene scene = null!;
    FakeAccount ann = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        scene = await LoginScene.StartAsync();
        ann = scene.World.AddAccount("+49 151 23456723");
        await scene.LogInAsync(ann);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task EverySessionIsLoggedOut()
    {
        await scene.LogInAsync(ann);

        await RemoveAsync();

        Assert.Equal(2, scene.Server.Statistics.Count("auth.logOut"));
        Assert.Equal((0, 0), await scene.RowsAsync());
        Assert.Empty(waited);
        Assert.Empty(scene.Server.KeyConflicts);
    }

    [Fact]
    public async Task AHolderLetsGoFirst()
    {
        var lease = await scene.Leases.TryLeaseAsync([], reads: true, Cancellation);
        var connection = await scene.ConnectAsync(lease!);
        await connection.CallAsync(new Updates_GetState(), null, Cancellation);
        var holder = HoldAsync(lease!, connection);

        await RemoveAsync();

        await holder;
        Assert.Equal([lease!.SessionId], waited);
        Assert.Equal(1, scene.Server.Statistics.Count("auth.logOut"));
        Assert.Equal((0, 0), await scene.RowsAsync());
        Assert.Empty(scene.Server.KeyConflicts);
    }

    [Fact]
    public async Task WhenTelegramCannotBeReachedTheAccountStays()
    {
        using (scene.Server.Faults.GoAway())
            Assert.StartsWith("Session 1 is not logged out: Telegram cannot be reached", (await Assert.ThrowsAsync<LoginException>(RemoveAsync)).Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), await scene.RowsAsync());
        Assert.Equal(("paused", 0), ((await scene.AccountAsync()).State, (await scene.AccountAsync()).Held));

        await RemoveAsync();

        Assert.Equal(1, scene.Server.Statistics.Count("auth.logOut"));
        Assert.Equal((0, 0), await scene.RowsAsync());
    }

    [Fact]
    public async Task ASessionThatItsOwnerHasEndedIsForgotten()
    {
        scene.Server.Faults.Fail(401, "SESSION_REVOKED", "auth.logOut");

        await RemoveAsync();

        Assert.Equal((0, 0), await scene.RowsAsync());
    }

    [Fact]
    public async Task ASessionThatTelegramDoesNotKnowAnyMoreIsForgotten()
    {
        scene.Server.Faults.ForgetKeys(ann);

        await RemoveAsync();

        Assert.Equal((0, 0), await scene.RowsAsync());
    }

    [Fact]
    public async Task AWrongKeyLeavesEverythingAsItIs()
    {
        scene.ChangeKey("another key of more than 32 characters");

        await Assert.ThrowsAsync<SessionKeyException>(RemoveAsync);

        Assert.Equal("active", (await scene.AccountAsync()).State);
        Assert.Equal((1, 1), await scene.RowsAsync());
    }

    [Fact]
    public async Task TwoThatRemoveItAtOnceLogEachSessionOutOnce()
    {
        await scene.LogInAsync(ann);
        await scene.LogInAsync(ann);

        await Task.WhenAll(RemoveAsync(), RemoveAsync());

        Assert.Equal(3, scene.Server.Statistics.Count("auth.logOut"));
        Assert.Equal((0, 0), await scene.RowsAsync());
    }

    [Fact]
    public async Task WhatIsAskedForOnAPageIsTriedAgainWhenItFailed()
    {
        Assert.Equal(AccountRow.Removing, await scene.Accounts.TurnAsync(1, ["active"], AccountRow.Removing, Cancellation));
        scene.Server.Faults.Fail(500, "SOMETHING_BROKE", "auth.logOut", times: 1);
        var time = new FakeTimeProvider();
        using var removals = new AccountRemovals(scene.Accounts, scene.Removal, time, NullLogger<AccountRemovals>.Instance);
        await removals.StartAsync(Cancellation);

        await Eventually.EqualAsync("Telegram refuses to log session 1 out: SOMETHING_BROKE.", async () => (await scene.AccountAsync()).LastError);
        Assert.Equal(AccountRow.Removing, (await scene.AccountAsync()).State);
        await Eventually.TrueAsync(async () =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return await scene.RowsAsync() == (0, 0);
        });

        await removals.StopAsync(Cancellation);
        Assert.Equal(1, scene.Server.Statistics.Count("auth.logOut"));
    }

    [Fact]
    public async Task WhatIsKeptWhileItsSessionIsHeldStays()
    {
        using var lease = await scene.Leases.TryLeaseAsync([], reads: true, Cancellation);
        Assert.Equal(AccountRow.Removing, await scene.Accounts.TurnAsync(1, ["active"], AccountRow.Removing, Cancellation));
        var removing = RemoveAsync();
        await Eventually.TrueAsync(() => waited.Count > 0);

        Assert.Equal("paused", await scene.Accounts.TurnAsync(1, [AccountRow.Removing], "paused", Cancellation));

        await Assert.ThrowsAsync<AccountKeptException>(() => removing);
        Assert.Equal((1, 1), await scene.RowsAsync());
        Assert.Equal(0, scene.Server.Statistics.Count("auth.logOut"));
        Assert.Equal(("paused", null), ((await scene.AccountAsync()).State, (await scene.AccountAsync()).LastError));
    }

    [Fact]
    public async Task WhoLogsInWhileASessionIsLoggedOutKeepsTheNewOne()
    {
        using var slow = scene.Server.Faults.Delay(TimeSpan.FromSeconds(3), "auth.logOut");
        var removing = RemoveAsync();
        await Eventually.TrueAsync(async () => await scene.QueryAsync<bool>("select exists (select from sessions where lease_holder is not null)"));

        await scene.LogInAsync(ann);

        await Assert.ThrowsAsync<AccountKeptException>(() => removing);
        Assert.Equal((1, 1), await scene.RowsAsync());
        Assert.Equal("active", (await scene.AccountAsync()).State);
    }

    [Fact]
    public async Task WhatIsKeptWithoutASessionIsLoggedOut()
    {
        await scene.QueryAsync<int>("with gone as (delete from sessions) update accounts set state = 'removing' returning id");

        Assert.Equal("logged_out", await scene.Accounts.TurnAsync(1, [AccountRow.Removing], "paused", Cancellation));
        Assert.Null(await scene.Accounts.TurnAsync(1, ["paused"], "active", Cancellation));
    }

    async Task RemoveAsync() => await scene.Removal.ExecuteAsync(await scene.AccountAsync(), waited.Add, Cancellation);

    // As a service does: renew, and when that fails close, then give back.
    async Task HoldAsync(SessionLease lease, Connection connection)
    {
        while (await scene.Leases.RenewAsync(lease, Cancellation))
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation);
        // It takes its time; else it may be faster than whoever asks.
        await Eventually.TrueAsync(() => waited.Count > 0);
        await connection.DisposeAsync();
        await scene.Leases.ReleaseAsync(lease, Cancellation);
    }
}
