using System.Diagnostics;
using Collector.FakeTelegram;
using Collector.FakeTelegram.Trouble;
using Collector.FakeTelegram.Worlds;
using TL;
using WTelegram;

namespace Collector.Telegram.Tests;

public sealed class FakeTelegramFaultsTests : IAsyncLifetime
{
    readonly World world = new();
    FakeTelegramServer server = null!;
    FakeAccount account = null!;
    Client client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeTelegramServer.StartAsync(world);
        account = world.AddAccount("1");
        client = await FakeClient.SignedInAsync(server, account);
        server.Statistics.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task EachAccountHasABudgetOfItsOwn()
    {
        await using var other = await FakeClient.SignedInAsync(server, world.AddAccount("2"));
        var limit = server.Faults.Limit("updates.getState", calls: 2, TimeSpan.FromSeconds(30));

        await client.Updates_GetState();
        await client.Updates_GetState();
        var refused = await Assert.ThrowsAsync<RpcException>(() => client.Updates_GetState());
        await other.Updates_GetState();

        Assert.Equal((420, "FLOOD_WAIT_X"), (refused.Code, refused.Message));
        Assert.InRange(refused.X, 28, 30);
        Assert.Equal(3, server.Statistics.Count("updates.getState"));
        Assert.Single(server.Statistics.FloodWaits, call => call.Account == account.Phone);
        limit.Dispose();
        await client.Updates_GetState();
    }

    [Fact]
    public async Task AnExportHasAnotherBudget()
    {
        server.Faults.Limit("updates.getState", calls: 1, TimeSpan.FromMinutes(1), inTakeout: false);
        var takeout = (await client.Account_InitTakeoutSession()).id;

        await client.Updates_GetState();
        Assert.Equal("FLOOD_WAIT_X", await ErrorAsync(() => client.Updates_GetState()));
        await client.InvokeWithTakeout(takeout, new TL.Methods.Updates_GetState());
        Assert.True(await client.InvokeWithTakeout(takeout, new TL.Methods.Account_FinishTakeoutSession()));

        Assert.Equal("TAKEOUT_INVALID", await ErrorAsync(() => client.InvokeWithTakeout(takeout, new TL.Methods.Updates_GetState())));
    }

    [Fact]
    public async Task AnExportWaitsForItsOwner()
    {
        server.Faults.TakeoutDelay = TimeSpan.FromHours(24);

        var refused = await Assert.ThrowsAsync<RpcException>(() => client.Account_InitTakeoutSession());
        Assert.Equal((420, "TAKEOUT_INIT_DELAY_X", 86_400), (refused.Code, refused.Message, refused.X));
        server.Faults.TakeoutDelay = null;
        var takeout = (await client.Account_InitTakeoutSession()).id;
        server.Faults.EndTakeouts();

        Assert.Equal("TAKEOUT_INVALID", await ErrorAsync(() => client.InvokeWithTakeout(takeout, new TL.Methods.Updates_GetState())));
    }

    [Fact]
    public async Task TheNextCallsFailAsAsked()
    {
        server.Faults.Fail(500, "INTERDC_2_CALL_ERROR", "updates.getState", account, times: 2);
        using var unused = server.Faults.Fail(400, "CHANNEL_PRIVATE", "messages.getHistory");

        Assert.Equal("INTERDC_X_CALL_ERROR", await ErrorAsync(() => client.Updates_GetState()));
        Assert.Equal("INTERDC_X_CALL_ERROR", await ErrorAsync(() => client.Updates_GetState()));
        Assert.NotNull(await client.Updates_GetState());

        Assert.Equal(["INTERDC_2_CALL_ERROR", "INTERDC_2_CALL_ERROR", "OK"], server.Statistics.Calls.Select(call => call.Outcome));
    }

    [Fact]
    public async Task CallsInFlightDoNotWaitForEachOther()
    {
        using var slow = server.Faults.Delay(TimeSpan.FromMilliseconds(300), "updates.getState");
        var took = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => client.Updates_GetState()));

        Assert.InRange(took.Elapsed.TotalSeconds, 0.3, 3);
        Assert.Equal((16, 0), (server.Statistics.MostInFlight, server.Statistics.InFlight));
        Assert.All(server.Statistics.Calls, call => Assert.True(call.Took >= TimeSpan.FromMilliseconds(250)));
    }

    [Fact]
    public async Task AChangedSaltIsTold()
    {
        var told = Told<BadServerSalt>();

        server.Faults.ChangeSalts();

        Assert.NotNull(await client.Updates_GetState());
        Assert.Equal(48, (await told).error_code);
        Assert.Single(server.Statistics.Calls);
    }

    [Fact]
    public async Task AClientWithTheWrongTimeIsPutRight()
    {
        var told = Told<BadMsgNotification>();

        server.Faults.ClockSkew = TimeSpan.FromHours(1);

        Assert.True((await client.Updates_GetState()).date > DateTime.UtcNow.AddMinutes(59));
        Assert.Equal(16, (await told).error_code);
        await using var next = await FakeClient.SignedInAsync(server, account);
        Assert.NotNull(await next.Updates_GetState());
    }

    [Fact]
    public async Task AnswersAreCompressedWhenAsked()
    {
        var chat = world.AddChannel("News", messages: 100, username: "news");
        var channel = (Channel)(await client.Contacts_ResolveUsername("news")).Chat;
        var (plain, plainBytes) = await ReadAsync();
        server.Faults.GzipFrom = 1;

        var (packed, packedBytes) = await ReadAsync();

        Assert.Equal(chat.MessageIds, plain);
        Assert.Equal(plain, packed);
        Assert.True(packedBytes < plainBytes * 3 / 4, $"{packedBytes} and {plainBytes} bytes");

        async Task<(IEnumerable<int> Ids, long Bytes)> ReadAsync()
        {
            var before = server.BytesSent;
            var page = await client.Messages_GetHistory(channel);
            return (page.Messages.Select(message => message.ID), server.BytesSent - before);
        }
    }

    [Fact]
    public async Task AMuteServerAnswersNothing()
    {
        var mute = server.Faults.Stall();
        var lost = client.Updates_GetState();

        await Assert.ThrowsAsync<TimeoutException>(() => lost.WaitAsync(TimeSpan.FromMilliseconds(500)));
        mute.Dispose();

        Assert.NotNull(await client.Updates_GetState());
        Assert.False(lost.IsCompleted);
    }

    [Fact]
    public async Task AForgottenKeyEndsTheConnection()
    {
        client.MaxAutoReconnects = 1;

        server.Faults.ForgetKeys(account);

        Assert.Equal(404, (await Assert.ThrowsAsync<RpcException>(() => client.Updates_GetState())).Code);
    }

    [Fact]
    public async Task AClientThatFallsSilentIsDropped()
    {
        await client.PingDelayDisconnect(1, disconnect_delay: 1);

        await Testing.Eventually.TrueAsync(() => client.Disconnected || server.Connections == 0);
    }

    async Task<T> Told<T>()
    {
        var told = new TaskCompletionSource<T>();
        client.OnOther += other =>
        {
            if (other is T it)
                told.TrySetResult(it);
            return Task.CompletedTask;
        };
        return await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    static async Task<string> ErrorAsync(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).Message;
}
