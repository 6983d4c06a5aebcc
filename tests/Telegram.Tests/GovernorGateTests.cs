using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Collector.Telegram.Governing;
using Collector.Testing;

namespace Collector.Telegram.Tests;

public sealed class GovernorGateTests : IAsyncLifetime
{
    readonly GovernorProcesses processes = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => processes.InitializeAsync();

    public ValueTask DisposeAsync() => processes.DisposeAsync();

    [Fact]
    public async Task ALongWaitEndsTheCallsOfEveryProcessWithItsTime()
    {
        var (one, other) = (await processes.StartAsync(), await processes.StartAsync());
        var telegram = new GovernorClosedDoor(callsUntilItCloses: 0, wait: TimeSpan.FromHours(1));
        var asked = DateTimeOffset.UtcNow;
        var wait = await Assert.ThrowsAsync<AccountWaitException>(() => one.CallAsync(CallClass.History, "a", null, telegram.CallAsync, Cancellation));
        Assert.InRange(wait.Until, asked.AddMinutes(59.9), asked.AddMinutes(60.5));
        foreach (var gates in (AccountGates[])[one, other, await processes.StartAsync()])
        {
            var again = await Assert.ThrowsAsync<AccountWaitException>(() => gates.CallAsync(CallClass.History, "b", null, telegram.CallAsync, Cancellation));
            Assert.Equal(wait.Until, again.Until, TimeSpan.FromSeconds(0.5));
        }

        Assert.Equal(1, telegram.Refused);
        Assert.Equal(7, await other.CallAsync(CallClass.Files, "a", null, _ => Task.FromResult(7), Cancellation));
        var another = await processes.StartAsync(account: 2);
        Assert.Equal(7, await another.CallAsync(CallClass.History, "a", null, _ => Task.FromResult(7), Cancellation));
    }

    [Fact]
    public async Task EveryWaitIsLoggedStoredAndMeasured()
    {
        var measured = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => Listen(instrument, self) };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();
        var telegram = new GovernorClosedDoor(callsUntilItCloses: 0, wait: TimeSpan.FromHours(2));
        await Assert.ThrowsAsync<AccountWaitException>(async () => await (await processes.StartAsync()).CallAsync(CallClass.Resolve, "a", null, telegram.CallAsync, Cancellation));
        Assert.Contains(processes.Log.Lines, line => line.StartsWith("Account 1: Telegram asks to wait 7200 s for resolve", StringComparison.Ordinal));
        Assert.Equal(
            "1 02:00:00 t",
            await processes.ScalarAsync<string>("select floods || ' ' || last_wait || ' ' || left((blocked_until > now() and last_flood_at > now() - interval '1 minute')::text, 1) from account_gates where call_class = 'resolve'"));
        Assert.InRange(measured["telegram.flood_wait"], 7200, 20_000);
        Assert.InRange(measured["telegram.calls"], 1, 1_000_000);
    }

    [Fact]
    public async Task ChannelsTakeTurnsWhateverTheyHaveInLine()
    {
        await processes.LearnedAsync(50);
        var gates = await processes.StartAsync(new() { MaxConcurrency = 1 });
        var served = new ConcurrentQueue<string>();
        var busy = Enumerable.Range(0, 30).Select(_ => CallAsync("busy")).ToList();
        var calm = Enumerable.Range(0, 3).Select(_ => CallAsync("calm")).ToList();
        await Task.WhenAll([.. busy, .. calm]);
        Assert.InRange(served.ToList().LastIndexOf("calm"), 3, 8);

        Task CallAsync(string channel) => gates.CallAsync(
            CallClass.Messages,
            channel,
            null,
            _ =>
            {
                served.Enqueue(channel);
                return Task.FromResult(0);
            },
            Cancellation);
    }

    [Fact]
    public async Task EachDataCenterHasCallsOfItsOwnUnderWay()
    {
        var gates = await processes.StartAsync(new() { MaxConcurrency = 2 });
        var underWay = new ConcurrentDictionary<int, int>();
        var answer = new TaskCompletionSource<int>();
        var calls = Enumerable.Range(0, 12).Select(call => CallAsync(dc: 2 + (2 * (call / 10)))).ToList();

        await Eventually.TrueAsync(() => underWay.GetValueOrDefault(2) == 2 && underWay.GetValueOrDefault(4) == 2);
        answer.SetResult(0);
        await Task.WhenAll(calls);
        Assert.Equal((10, 2), (underWay[2], underWay[4]));

        Task CallAsync(int dc) => gates.CallAsync(
            CallClass.Files,
            "a",
            dc,
            _ =>
            {
                underWay.AddOrUpdate(dc, 1, (_, count) => count + 1);
                return answer.Task;
            },
            Cancellation);
    }

    [Fact]
    public async Task WhatWasLearnedOutlivesTheProcess()
    {
        Assert.Equal(20, (await processes.StartAsync()).SuggestedConcurrency(CallClass.History));
        await processes.LearnedAsync(3);
        var gates = await processes.StartAsync();
        Assert.Equal(3, gates.SuggestedConcurrency(CallClass.History));
        Assert.Equal(20, gates.SuggestedConcurrency(CallClass.Files));
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => gates.CallAsync(CallClass.History, "a", null, _ => Task.FromResult(0), Cancellation)));
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 1.2, 20);
    }

    [Fact]
    public async Task ACallerThatGivesUpLeavesTheLine()
    {
        await processes.LearnedAsync(0.01);
        var gates = await processes.StartAsync();
        using var patience = new CancellationTokenSource();
        await gates.CallAsync(CallClass.History, "a", null, _ => Task.FromResult(0), Cancellation);
        var call = gates.CallAsync(CallClass.History, "a", null, _ => Task.FromResult(0), patience.Token);
        Assert.False(call.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => call);
    }

    [Fact]
    public async Task ReadersSeeTheGates()
    {
        Assert.True(await processes.ScalarAsync<bool>("select has_table_privilege('collector_reader', 'account_gates', 'select')"));
    }

    static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == "Collector.Telegram")
            listener.EnableMeasurementEvents(instrument);
    }
}
