using System.Net.Sockets;
using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;
using TL;

namespace Collector.Telegram.Tests;

public sealed class FakeTelegramConnectionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ADroppedClientComesBack(bool reset)
    {
        var world = new World();
        await using var server = await FakeTelegramServer.StartAsync(world);
        await using var client = await FakeClient.SignedInAsync(server, world.AddAccount("1"));
        using var slow = server.Faults.Delay(TimeSpan.FromSeconds(2), "updates.getState");

        var call = client.Updates_GetState();
        await Testing.Eventually.TrueAsync(() => server.Statistics.InFlight == 1);
        server.Faults.Drop(reset);

        Assert.NotNull(await call.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Empty(server.KeyConflicts);
    }

    [Fact]
    public async Task TheServerGoesAwayAndComesBackOnTheSamePort()
    {
        var world = new World();
        await using var server = await FakeTelegramServer.StartAsync(world);
        var account = world.AddAccount("1");
        using var session = new MemoryStream();
        await (await FakeClient.SignedInAsync(server, account, session)).DisposeAsync();

        using (server.Faults.GoAway())
        {
            await using var refused = FakeClient.New(server, account, FakeClient.Copy(session));
            Assert.IsType<SocketException>(await Assert.ThrowsAnyAsync<Exception>(() => refused.ConnectAsync()));
        }

        await using var client = await FakeClient.SignedInAsync(server, account, FakeClient.Copy(session));
        Assert.Equal(account.Id, client.UserId);
    }
}
