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
}
