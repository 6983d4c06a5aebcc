using Collector.Telegram.Clients;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
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
}
