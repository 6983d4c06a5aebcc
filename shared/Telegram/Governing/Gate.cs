using Microsoft.Extensions.Logging;

namespace Collector.Telegram.Governing;

/// <summary>One class of one account's calls in this process, on slots from the table that all its processes share.</summary>
sealed class Gate
{
    static readonly TimeSpan ReportWithin = TimeSpan.FromMilliseconds(250);

    readonly int accountId;
    readonly CallClass callClass;
    readonly GateTable table;
    readonly GateOptions options;
    readonly TimeProvider time;
    readonly ILogger logger;
    readonly Turnstile turnstile;
    readonly Lock turn = new();
    double? rate;
    double latency = 0.5;
    long unreported;
    bool reporting;

    public Gate(int accountId, CallClass callClass, GateTable table, GateOptions options, TimeProvider time, ILogger logger)
    {
        (this.accountId, this.callClass, this.table, this.options, this.time, this.logger) = (accountId, callClass, table, options, time, logger);
        turnstile = new(options, time, ReserveAsync);
    }

    /// <summary>So many callers keep the rate busy, with one of them in line.</summary>
    public int SuggestedConcurrency
    {
        get
        {
            lock (turn)
                return rate is { } known ? Math.Clamp((int)Math.Ceiling(known * latency) + 1, 1, options.MaxCallers) : options.MaxCallers;
        }
    }

    /// <summary>True while a call would be ended rather than held.</summary>
    public bool IsWaiting => turnstile.IsClosed;

    public async Task<T> CallAsync<T>(Destination destination, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            await turnstile.EnterAsync(destination, cancellationToken);
            var sent = time.GetTimestamp();
            try
            {
                var answer = await call(cancellationToken);
                Ended(destination, sent, "answered", counts: true);
                return answer;
            }
            catch (FloodWaitException flood)
            {
                await RefusedAsync(destination, sent, flood.Wait, cancellationToken);
            }
            catch (Exception failure)
            {
                // A refusal for another reason was a call, too; one that broke off may never have arrived.
                Ended(destination, sent, "failed", counts: failure is not (OperationCanceledException or IOException));
                throw;
            }
        }
    }

    public void Know(GateRow row)
    {
        Know(row.Rate);
        if (row.BlockedUntil is { } until)
            turnstile.Close(until, row.Now);
    }

    async Task<Slots?> ReserveAsync(int wanted)
    {
        var answered = Interlocked.Exchange(ref unreported, 0);
        Slots slots;
        try
        {
            slots = await table.ReserveAsync(accountId, callClass, wanted, answered, default);
        }
        catch
        {
            Interlocked.Add(ref unreported, answered);
            throw;
        }

        Know(slots.Rate);
        if (slots.IsBlocked)
            turnstile.Close(slots.BlockedUntil, slots.Now);
        else if (slots.IsDue)
            await LookAsync();
        else
            return slots;
        return null;
    }

    void Ended(Destination destination, long sent, string outcome, bool counts)
    {
        GateMetrics.Called(callClass, outcome);
        if (counts)
        {
            Interlocked.Increment(ref unreported);
            lock (turn)
                latency += (time.GetElapsedTime(sent).TotalSeconds - latency) / 16;
            _ = ReportAsync();
        }

        turnstile.Leave(destination);
    }

    // The learner counts when a flood wait is over, and nobody reserves while it lasts.
    async Task ReportAsync()
    {
        if (Interlocked.Exchange(ref reporting, true))
            return;
        try
        {
            await Task.Delay(ReportWithin, time);
            Volatile.Write(ref reporting, false);
            if (Interlocked.Read(ref unreported) > 0)
                await ReserveAsync(0);
        }
        catch (Exception failure)
        {
            logger.LogWarning(failure, "Account {Account}: answered {Class} calls could not be counted", accountId, callClass.Name());
        }
    }

    async Task RefusedAsync(Destination destination, long sent, TimeSpan wait, CancellationToken cancellationToken)
    {
        var refused = time.GetTimestamp();
        // This process stops at once, the others with their next reservation.
        turnstile.Close(time.GetUtcNow() + wait, time.GetUtcNow());
        try
        {
            var (before, after, now) = await table.LearnAsync(
                accountId,
                callClass,
                (learned, now) => Learner.Refused(learned, now - time.GetElapsedTime(sent), now - time.GetElapsedTime(refused), wait),
                cancellationToken);
            turnstile.Close(after.BlockedUntil, now);
            if (after.Floods > before.Floods)
                Tell(wait, after.BlockedUntil);
        }
        finally
        {
            Ended(destination, sent, "flood", counts: false);
        }
    }

    async Task LookAsync()
    {
        var (before, after, _) = await table.LearnAsync(accountId, callClass, Learner.Look, default);
        Know(after.Rate);
        if (after.Rate is { } known && before.Rate != known)
            logger.LogInformation("Account {Account}: {Rate:0.00} {Class} calls/s from now on", accountId, known, callClass.Name());
    }

    void Tell(TimeSpan wait, DateTimeOffset until)
    {
        GateMetrics.Flooded(accountId, callClass, wait);
        logger.LogWarning("Account {Account}: Telegram asks to wait {Wait} s for {Class}, until {Until:u}", accountId, wait.TotalSeconds, callClass.Name(), until);
    }

    void Know(double? learned)
    {
        lock (turn)
        {
            if (rate == learned)
                return;
            rate = learned;
        }

        if (learned is { } known)
            GateMetrics.Learned(accountId, callClass, known);
    }
}
