using Collector.Telegram.Accounts;
using Collector.Telegram.Clients;
using Collector.Testing;
using TL.Methods;

namespace Collector.Telegram.Tests;

/// <summary>Two holders of one account, as in two processes.</summary>
public sealed class TakeoutTests : IAsyncLifetime
{
    readonly LogLines log = new();
    readonly List<Connection> connections = [];
    LoginScene scene = null!;
    Takeout one = null!;
    Takeout other = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        scene = await LoginScene.StartAsync();
        var ann = scene.World.AddAccount("+49 151 23456723");
        await scene.LogInAsync(ann);
        await scene.LogInAsync(ann);
        (one, other) = (await HoldAsync(), await HoldAsync());
        scene.Server.Statistics.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        one.Dispose();
        other.Dispose();
        foreach (var connection in connections)
            await connection.DisposeAsync();
        await scene.DisposeAsync();
    }

    [Fact]
    public async Task HoldersThatBeginAtOnceShareOneSession()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => ReadAsync(number % 2 == 0 ? one : other)));

        Assert.Equal(1, Begun);
        Assert.Equal(20, InTakeout());
    }

    [Fact]
    public async Task ItIsFinishedWhenNoneOfThemHasReadForMinutes()
    {
        await ReadAsync(one);
        await ReadAsync(other);
        await one.TendAsync(Cancellation);
        await MinutesPassAsync();
        await other.TendAsync(Cancellation);

        await one.TendAsync(Cancellation);
        Assert.Equal(0, Finished);

        await MinutesPassAsync();
        await one.TendAsync(Cancellation);
        Assert.Equal(1, Finished);
    }

    [Fact]
    public async Task AfterItWasFinishedTheOtherBeginsAnewWithoutAWord()
    {
        await ReadAsync(one);
        await ReadAsync(other);
        await one.FinishAsync(Cancellation);

        await ReadAsync(other);

        Assert.Equal((2, 1), (Begun, Finished));
        Assert.Equal(3, InTakeout());
        Assert.DoesNotContain(log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatTelegramHasEndedNobodyBeginsAgainForAnHour()
    {
        await ReadAsync(one);
        await ReadAsync(other);
        scene.Server.Faults.EndTakeouts();

        await Task.WhenAll(ReadAsync(one), ReadAsync(other));
        await ReadAsync(one);
        using var third = new Takeout(1, connections[0], scene.Takeouts, wanted: true, TimeProvider.System, log);
        await ReadAsync(third);

        Assert.Equal((1, 2), (Begun, InTakeout()));
        Assert.Single(log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    int Begun => scene.Server.Statistics.Count("account.initTakeoutSession");

    int Finished => scene.Server.Statistics.Count("account.finishTakeoutSession");

    int InTakeout() => scene.Server.Statistics.Calls.Count(call => call is { Method: "updates.getState", InTakeout: true, Outcome: "OK" });

    async Task<Takeout> HoldAsync()
    {
        var lease = await scene.Leases.TryLeaseAsync([], reads: true, Cancellation);
        connections.Add(await scene.ConnectAsync(lease!));
        return new(1, connections[^1], scene.Takeouts, wanted: true, TimeProvider.System, log);
    }

    static Task<TL.Updates_State> ReadAsync(Takeout takeout) => takeout.CallAsync(new Updates_GetState(), null, Cancellation);

    async Task MinutesPassAsync() => Assert.Equal(1, await scene.QueryAsync<int>("update accounts set takeout_used_at = takeout_used_at - interval '6 minutes' returning 1"));
}
