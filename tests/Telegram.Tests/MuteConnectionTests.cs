using Collector.Sources;
using Collector.Telegram.Clients;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TL;
using TL.Methods;

namespace Collector.Telegram.Tests;

public sealed class MuteConnectionTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AConnectionThatSaysNothingIsMadeAnew()
    {
        var clock = new FakeTimeProvider();
        await using var scene = await LoginScene.StartAsync();
        await scene.LogInAsync(scene.World.AddAccount("1"));
        using var lease = await scene.Leases.TryLeaseAsync([], reads: true, Cancellation);
        await using var connection = await Connection.OpenAsync(scene.Factory, scene.Sessions, lease!, clock, NullLogger.Instance, Cancellation);
        await connection.CheckAsync(Cancellation);
        var mute = scene.Server.Faults.Stall();
        var call = connection.CallAsync(new Updates_GetState(), null, Cancellation);

        clock.Advance(TimeSpan.FromSeconds(59));
        await Task.Yield();
        Assert.Equal(1, scene.Server.Connections);
        mute.Dispose();
        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            return call.IsCompleted;
        });

        Assert.NotNull(await call);
        Assert.Empty(scene.Server.KeyConflicts);
    }

    [Theory]
    [InlineData(2, "help.getConfig")]
    [InlineData(4, "help.getConfig")]
    [InlineData(4, "auth.importAuthorization")]
    public async Task AConnectionForFilesThatIsRefusedAtFirstIsMadeAnew(int dc, string method)
    {
        await using var scene = await LoginScene.StartAsync();
        await scene.LogInAsync(scene.World.AddAccount("1"));
        using var lease = await scene.Leases.TryLeaseAsync([], reads: true, Cancellation);
        await using var connection = await scene.ConnectAsync(lease!);
        await connection.CheckAsync(Cancellation);
        scene.Server.Faults.Fail(500, "INTERNAL", method);

        Assert.NotNull(await connection.CallAsync(new Updates_GetState(), dc, Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation));

        Assert.Equal(1, scene.Server.Statistics.Count(method, "INTERNAL"));
    }

    [Fact]
    public async Task OfADataCenterThatIsAwayForMinutesOneCallAMinuteAsks()
    {
        var clock = new FakeTimeProvider();
        await using var scene = await LoginScene.StartAsync();
        await scene.LogInAsync(scene.World.AddAccount("1"));
        using var lease = await scene.Leases.TryLeaseAsync([], reads: true, Cancellation);
        await using var connection = await Connection.OpenAsync(scene.Factory, scene.Sessions, lease!, clock, NullLogger.Instance, Cancellation);
        using var away = scene.Server.Faults.GoAway(dc: 4);
        var first = AskAsync();
        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return first.IsCompleted;
        });
        await WaitsAsync(first);

        // As the clock stands still, none of these tries again and again.
        await WaitsAsync(AskAsync());
        clock.Advance(TimeSpan.FromMinutes(1));
        await WaitsAsync(AskAsync());
        away.Dispose();
        await WaitsAsync(AskAsync());
        clock.Advance(TimeSpan.FromMinutes(1));
        var tries = AskAsync();
        await WaitsAsync(AskAsync());
        await AnsweredAsync(tries);
        await AnsweredAsync(AskAsync());

        static async Task WaitsAsync(Task asked) => Assert.StartsWith("Telegram cannot be reached: ", (await Assert.ThrowsAsync<SourceWaitException>(() => asked.WaitAsync(TimeSpan.FromMinutes(1), Cancellation))).Message, StringComparison.Ordinal);

        // A refusal is an answer.
        static async Task AnsweredAsync(Task asked) => Assert.Equal("LOCATION_INVALID", (await Assert.ThrowsAsync<RpcException>(() => asked.WaitAsync(TimeSpan.FromMinutes(1), Cancellation))).Message);

        Task<Upload_FileBase> AskAsync() => connection.CallAsync(new Upload_GetFile { location = new InputPhotoFileLocation { file_reference = [], thumb_size = "" }, limit = 4096 }, 4, Cancellation);
    }
}
