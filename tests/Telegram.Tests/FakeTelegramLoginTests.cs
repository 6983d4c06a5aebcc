using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;
using TL;

namespace Collector.Telegram.Tests;

public sealed class FakeTelegramLoginTests : IAsyncLifetime
{
    readonly World world = new();
    FakeTelegramServer server = null!;

    public async ValueTask InitializeAsync() => server = await FakeTelegramServer.StartAsync(world);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task TheRightCodeSignsIn()
    {
        var account = world.AddAccount("+49 151 1");

        await using var client = FakeClient.New(server, account);
        var user = await client.LoginUserIfNeeded();

        Assert.Equal((account.Id, "491511"), (user.id, user.phone));
    }

    [Fact]
    public async Task AWrongCodeDoesNot()
    {
        await using var client = FakeClient.New(server, world.AddAccount("1"), code: "0");

        Assert.Equal("PHONE_CODE_INVALID", (await Assert.ThrowsAsync<RpcException>(() => client.LoginUserIfNeeded())).Message);
    }

    [Fact]
    public async Task ThePasswordIsAskedForAfterTheCode()
    {
        var account = world.AddAccount("1");
        account.Password = "correct horse";

        await using (var wrong = FakeClient.New(server, account, password: "battery staple"))
            Assert.Equal("PASSWORD_HASH_INVALID", (await Assert.ThrowsAsync<RpcException>(() => wrong.LoginUserIfNeeded())).Message);
        await using var client = FakeClient.New(server, account);

        Assert.Equal(account.Id, (await client.LoginUserIfNeeded()).id);
    }

    [Fact]
    public async Task AnAccountThatLivesElsewhereSignsInThere()
    {
        var account = world.AddAccount("1");
        account.Dc = 4;

        await using var client = await FakeClient.SignedInAsync(server, account);

        Assert.Equal(4, client.TLConfig.this_dc);
        Assert.Equal(1, server.Statistics.Count("auth.sendCode", "PHONE_MIGRATE_4"));
    }

    [Fact]
    public async Task AKeptSessionNeedsNoCode()
    {
        var account = world.AddAccount("1");
        using var session = new MemoryStream();
        await (await FakeClient.SignedInAsync(server, account, session)).DisposeAsync();
        server.Statistics.Clear();

        await using var client = await FakeClient.SignedInAsync(server, account, FakeClient.Copy(session));

        Assert.Equal(account.Id, client.UserId);
        Assert.Equal(["help.getConfig", "users.getUsers"], server.Statistics.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task ARevokedSessionIsOverAndANewLoginIsNot()
    {
        var account = world.AddAccount("1");
        await using var client = await FakeClient.SignedInAsync(server, account);

        server.Faults.Revoke(account);

        Assert.Equal("SESSION_REVOKED", (await Assert.ThrowsAsync<RpcException>(() => client.Updates_GetState())).Message);
        await using var next = await FakeClient.SignedInAsync(server, account);
        Assert.NotNull(await next.Updates_GetState());
    }

    [Fact]
    public async Task AnAccountThatMovesIsToldWhereTo()
    {
        var account = world.AddAccount("1");
        await using var client = await FakeClient.SignedInAsync(server, account);

        account.Dc = 3;

        Assert.Equal("AUTH_KEY_UNREGISTERED", (await Assert.ThrowsAsync<RpcException>(() => client.Updates_GetState())).Message);
        Assert.Equal(3, client.TLConfig.this_dc);
        Assert.Equal(1, server.Statistics.Count("updates.getState", "USER_MIGRATE_3"));
    }

    [Fact]
    public async Task ABannedAccountIsToldSo()
    {
        var account = world.AddAccount("1");
        await using var client = await FakeClient.SignedInAsync(server, account);

        account.State = AccountState.Banned;

        var refused = await Assert.ThrowsAsync<RpcException>(() => client.Updates_GetState());
        Assert.Equal((401, "USER_DEACTIVATED_BAN"), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task ASpoiledKeyExchangeFailsOnce()
    {
        var account = world.AddAccount("1");
        server.Faults.SpoilKeyExchange();

        await using (var spoiled = FakeClient.New(server, account))
            Assert.Contains("new_nonce_hashN", (await Assert.ThrowsAsync<WTelegram.WTException>(() => spoiled.ConnectAsync())).Message, StringComparison.Ordinal);
        await using var client = FakeClient.New(server, account);

        await client.ConnectAsync();
    }
}
