using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;
using TL;
using WTelegram;

namespace Collector.Telegram.Tests;

public sealed class FakeTelegramKeyConflictTests : IAsyncLifetime
{
    readonly World world = new();
    readonly MemoryStream session = new();
    FakeTelegramServer server = null!;
    FakeAccount account = null!;
    Client client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeTelegramServer.StartAsync(world);
        account = world.AddAccount("1");
        client = await FakeClient.SignedInAsync(server, account, session);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
        await session.DisposeAsync();
    }

    [Fact]
    public async Task OneSessionInTwoClientsIsNoticedOnce()
    {
        await using var second = await FakeClient.SignedInAsync(server, account, FakeClient.Copy(session));
        await client.Updates_GetState();
        await second.Updates_GetState();

        var conflict = Assert.Single(server.KeyConflicts);
        Assert.Equal((account.Phone, 2), (conflict.Account, conflict.Dc));
        Assert.NotEqual(conflict.First, conflict.Second);
    }

    [Fact]
    public async Task OneAfterTheOtherIsNoConflict()
    {
        for (var i = 0; i < 5; i++)
        {
            await client.DisposeAsync();
            client = await FakeClient.SignedInAsync(server, account, FakeClient.Copy(session));
        }

        Assert.Empty(server.KeyConflicts);
    }

    [Fact]
    public async Task TheConnectionForFilesIsNoConflict()
    {
        var files = await client.GetClientForDC(-2);
        await client.Updates_GetState();

        Assert.False(files.IsMainDC);
        Assert.Equal(2, server.Connections);
        Assert.Empty(server.KeyConflicts);
    }

    [Fact]
    public async Task AKeyInTwoPlacesDiesWhenThatIsArmed()
    {
        server.Faults.KillsDuplicatedKeys = true;

        var second = FakeClient.New(server, account, FakeClient.Copy(session));
        Assert.Equal((406, "AUTH_KEY_DUPLICATED"), await ErrorAsync(() => second.ConnectAsync()));
        Assert.Equal((406, "AUTH_KEY_DUPLICATED"), await ErrorAsync(() => client.Updates_GetState()));
        await second.DisposeAsync();
        await client.DisposeAsync();

        client = FakeClient.New(server, account, FakeClient.Copy(session));
        Assert.Equal((406, "AUTH_KEY_DUPLICATED"), await ErrorAsync(() => client.ConnectAsync()));
        Assert.Single(server.KeyConflicts);
    }

    static async Task<(int Code, string Error)> ErrorAsync(Func<Task> call) => await Assert.ThrowsAsync<RpcException>(call) is var e ? (e.Code, e.Message) : default;
}
