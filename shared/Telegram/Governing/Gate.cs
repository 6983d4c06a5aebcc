using Microsoft.Extensions.Logging;

namespace Collector.Telegram.Governing;

/// <summary>One class of one account's calls in this process: a line, and slots from the table that all its processes share.</summary>
sealed class Gate(int accountId, CallClass callClass, GateTable table, GateOptions options, TimeProvider time, ILogger logger)
{
    static readonly TimeSpan ReportWithin = TimeSpan.FromMilliseconds(250);

    readonly Lock turn = new();
    readonly FairLine line = new();
    Block block;
    double? rate;
    double latency = 0.5;
    int underWay;
    long unreported;
    bool serving;
    bool reporting;

    /// <summary>So many callers keep the rate busy, with one of them in line.</summary>
    public int SuggestedConcurrency
    {
        get
        {
            lock (turn)
                return rate is { } known ? Math.Clamp((int)Math.Ceiling(known * latency) + 1, 1, options.MaxConcurrency) : options.MaxConcurrency;
        }
    }

    /// <summary>True while a call would be ended rather than held.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (turn)
                return block.Left(time) > options.HoldAtMost;
        }
    }

    public async Task<T> CallAsync<T>(string channel, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            await TurnAsync(channel, cancellationToken);
            var sent = time.GetTimestamp();
            try
            {
                var answer = await call(cancellationToken);
                Ended(sent, "answered", counts: true);
                return answer;
            }
            catch (FloodWaitException flood)
            {
                await RefusedAsync(sent, flood.Wait, cancellationToken);
            }
            catch (Exception failure)
            {
                // A refusal for another reason was a call, too; one that broke off may never have arrived.
                Ended(sent, "failed", counts: failure is not (OperationCanceledException or IOException));
                throw;
            }
        }
    }

    public void Know(GateRow row)
    {
        Learned(row.Rate);
        Blocked(row.BlockedUntil ?? row.Now, row.Now);
    }

    async Task TurnAsync(string channel, CancellationToken cancellationToken)
    {
        TaskCompletionSource caller;
        lock (turn)
        {
            if (block.Left(time) > options.HoldAtMost)
                throw new AccountWaitException(block.Until);
            caller = line.Add(channel);
        }

        Serve();
        await using var _ = cancellationToken.Register(() => caller.TrySetCanceled(cancellationToken));
        await caller.Task;
    }

    void Serve()
    {
        lock (turn)
        {
            if (serving || !IsWanted)
                return;
            serving = true;
        }

        _ = ServeAsync();
    }

    bool IsWanted => line.Count > 0 && underWay < options.MaxConcurrency;

    async Task ServeAsync()
    {
        try
        {
            while (StillWanted() is var wanted and > 0)
                if (block.Left(time) is var left && left > TimeSpan.Zero)
                    await Task.Delay(left, time);
                else
                    await ServeAsync(wanted);
        }
        catch (Exception failure)
        {
            lock (turn)
            {
                serving = false;
                TurnAway(failure);
            }
        }
    }

    int StillWanted()
    {
        lock (turn)
        {
            serving = IsWanted;
            return serving ? Math.Min(line.Count, options.MaxConcurrency - underWay) : 0;
        }
    }

    async Task ServeAsync(int wanted)
    {
        var slots = await ReserveAsync(wanted);
        var received = time.GetTimestamp();
        if (slots.IsBlocked)
            Blocked(slots.BlockedUntil, slots.Now);
        else if (slots.IsDue)
            await LookAsync();
        else
        {
            var given = slots.Given(wanted);
            for (var slot = 0; slot < given; slot++)
            {
                var delay = slots.Delay(given) + slot * slots.Interval - time.GetElapsedTime(received);
                if (delay > TimeSpan.Zero)
                    await Task.Delay(delay, time);
                LetGo();
            }
        }
    }

    async Task<Slots> ReserveAsync(int wanted)
    {
        var answered = Interlocked.Exchange(ref unreported, 0);
        try
        {
            var slots = await table.ReserveAsync(accountId, callClass, wanted, answered, default);
            Learned(slots.Rate);
            return slots;
        }
        catch
        {
            Interlocked.Add(ref unreported, answered);
            throw;
        }
    }

    void LetGo()
    {
        lock (turn)
        {
            if (block.Left(time) > TimeSpan.Zero)
                return;
            while (line.Take() is { } caller)
                if (caller.TrySetResult())
                {
                    underWay++;
                    return;
                }
        }
    }

    void TurnAway(Exception reason)
    {
        while (line.Take() is { } caller)
            caller.TrySetException(reason);
    }

    void Ended(long sent, string outcome, bool counts)
    {
        GateMetrics.Called(callClass, outcome);
        if (counts)
            Interlocked.Increment(ref unreported);
        lock (turn)
        {
            underWay--;
            if (counts)
                latency += (time.GetElapsedTime(sent).TotalSeconds - latency) / 16;
        }

        Serve();
        _ = ReportAsync();
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

    async Task RefusedAsync(long sent, TimeSpan wait, CancellationToken cancellationToken)
    {
        var refused = time.GetTimestamp();
        // This process stops at once, the others with their next reservation.
        Blocked(time.GetUtcNow() + wait, time.GetUtcNow());
        try
        {
            var (before, after, now) = await table.LearnAsync(
                accountId,
                callClass,
                (learned, now) => Learner.Refused(learned, now - time.GetElapsedTime(sent), now - time.GetElapsedTime(refused), wait),
                cancellationToken);
            Blocked(after.BlockedUntil, now);
            if (after.Floods > before.Floods)
            {
                GateMetrics.Flooded(accountId, callClass, wait);
                logger.LogWarning("Account {Account}: Telegram asks to wait {Wait} s for {Class}, until {Until:u}", accountId, wait.TotalSeconds, callClass.Name(), after.BlockedUntil);
            }
        }
        finally
        {
            Ended(sent, "flood", counts: false);
        }
    }

    async Task LookAsync()
    {
        var (before, after, _) = await table.LearnAsync(accountId, callClass, Learner.Look, default);
        Learned(after.Rate);
        if (after.Rate is { } known && before.Rate != known)
            logger.LogInformation("Account {Account}: {Rate:0.00} {Class} calls/s from now on", accountId, known, callClass.Name());
    }

    void Learned(double? known)
    {
        lock (turn)
        {
            if (rate == known)
                return;
            rate = known;
        }

        if (known is { } value)
            GateMetrics.Learned(accountId, callClass, value);
    }

    void Blocked(DateTimeOffset until, DateTimeOffset now)
    {
        var seen = new Block(until, time.GetTimestamp(), until - now);
        lock (turn)
        {
            // Where they say the same, the table's time is the one that all agree on.
            if (seen.Length < block.Left(time) - TimeSpan.FromMilliseconds(50))
                return;
            block = seen;
            if (seen.Length > options.HoldAtMost)
                TurnAway(new AccountWaitException(until));
        }
    }
}
