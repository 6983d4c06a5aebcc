using System.Diagnostics;
using Collector.Telegram.Governing;
using Collector.Testing;

namespace Collector.Telegram.Tests;

public sealed class GovernorSharingTests : IAsyncLifetime
{
    readonly GovernorProcesses processes = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => processes.InitializeAsync();

    public ValueTask DisposeAsync() => processes.DisposeAsync();

    [Fact]
    public async Task TwoProcessesShareTheRateOfTheirAccount()
    {
        await processes.LearnedAsync(40);
        var (one, other) = (await processes.StartAsync(), await processes.StartAsync());
        var (first, second) = (new GovernorOpenDoor(), new GovernorOpenDoor());
        using var end = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).SelectMany(_ => (Task[])[CallAsync(one, first, end.Token), CallAsync(other, second, end.Token)]).ToList();
        await Eventually.TrueAsync(() => first.Answered + second.Answered > 30);
        var (began, before) = (Stopwatch.GetTimestamp(), first.Answered + second.Answered);
        await Eventually.TrueAsync(() => first.Answered + second.Answered > before + 80);
        var perSecond = (first.Answered + second.Answered - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await end.CancelAsync();
        await Task.WhenAll(callers);
        Assert.InRange(perSecond, 25, 42);
        Assert.InRange(first.Answered, second.Answered / 2, second.Answered * 2);
    }

    [Fact]
    public async Task OneFloodStopsBothProcessesOnce()
    {
        var (one, other) = (await processes.StartAsync(), await processes.StartAsync());
        var telegram = new GovernorClosedDoor(callsUntilItCloses: 5, wait: TimeSpan.FromSeconds(2));
        await Task.WhenAll(Enumerable.Range(0, 16).Select(call => (call % 2 == 0 ? one : other).CallAsync(CallClass.History, $"{call}", null, telegram.CallAsync, Cancellation)));
        Assert.Equal(11, telegram.Refused);
        Assert.Equal(0, telegram.CallsWhileClosed);
        Assert.Equal(1, await processes.ScalarAsync<int>("select floods from account_gates where call_class = 'history'"));
        await Eventually.EqualAsync(16, () => processes.ScalarAsync<int>("select answered::int from account_gates where call_class = 'history'"));
    }

    [Fact]
    public async Task TwoProcessesLearnALimitAndKeepToIt()
    {
        var (one, other) = (await processes.StartAsync(), await processes.StartAsync());
        var telegram = new GovernorOpenDoor(GovernorLimit.Of("sliding", 20, 2));
        using var end = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 8).SelectMany(_ => (Task[])[CallAsync(one, telegram, end.Token), CallAsync(other, telegram, end.Token)]).ToList();
        await Eventually.TrueAsync(async () => await processes.ScalarAsync<double?>("select rate from account_gates where call_class = 'history'") is not null);
        var (began, answered, refused) = (Stopwatch.GetTimestamp(), telegram.Answered, telegram.Refused);
        await Eventually.TrueAsync(() => telegram.Answered > answered + 40);
        var perSecond = (telegram.Answered - answered) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await end.CancelAsync();
        await Task.WhenAll(callers);
        // On a busy machine calls come unevenly, and a window of two seconds forgives little.
        Assert.InRange(telegram.Refused - refused, 0, 4);
        Assert.InRange(perSecond, 5, 10.5);
    }

    static async Task CallAsync(AccountGates gates, GovernorOpenDoor telegram, CancellationToken end)
    {
        try
        {
            while (true)
                await gates.CallAsync(CallClass.History, "a", null, telegram.CallAsync, end);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
