namespace Collector.Telegram.Governing;

/// <summary>Lets callers through one by one: at their slots, not too many at once to one data center, and nobody while the account waits. The others wait in line: sent away, they would come back by way of the broker.</summary>
/// <param name="options">How many at once, and how long they are held.</param>
/// <param name="time">The process's clock.</param>
/// <param name="reserve">Slots for so many callers; null when there are none yet, and it is to be asked again.</param>
sealed class Turnstile(GateOptions options, TimeProvider time, Func<int, Task<Slots?>> reserve)
{
    readonly Lock turn = new();
    readonly FairLine line = new();
    readonly Dictionary<int, int> inside = [];
    Block block;
    bool serving;

    /// <summary>True while a call would be ended rather than held.</summary>
    public bool IsClosed
    {
        get
        {
            lock (turn)
                return block.Left(time) > options.HoldAtMost;
        }
    }

    /// <exception cref="AccountWaitException">The account waits for longer than callers are held.</exception>
    public async Task EnterAsync(Destination destination, CancellationToken cancellationToken)
    {
        TaskCompletionSource caller;
        lock (turn)
        {
            if (block.Left(time) > options.HoldAtMost)
                throw new AccountWaitException(block.Until);
            caller = line.Add(destination);
        }

        Serve();
        await using var _ = cancellationToken.Register(() => caller.TrySetCanceled(cancellationToken));
        await caller.Task;
    }

    public void Leave(Destination destination)
    {
        lock (turn)
            inside[destination.DataCenter]--;
        Serve();
    }

    /// <summary>Nobody goes through until then.</summary>
    public void Close(DateTimeOffset until, DateTimeOffset now)
    {
        var seen = new Block(until, time.GetTimestamp(), until - now);
        lock (turn)
        {
            // Where both say the same, the later word is the table's, whose clock all agree on.
            if (seen.Length < block.Left(time) - TimeSpan.FromMilliseconds(50))
                return;
            block = seen;
            if (seen.Length > options.HoldAtMost)
                TurnAway(new AccountWaitException(until));
        }
    }

    void Serve()
    {
        lock (turn)
        {
            if (serving || Wanted == 0)
                return;
            serving = true;
        }

        _ = ServeAsync();
    }

    int Wanted => line.Waiting.Sum(waiting => Math.Min(waiting.Value, Room(waiting.Key)));

    int Room(int dataCenter) => options.MaxConcurrency - inside.GetValueOrDefault(dataCenter);

    async Task ServeAsync()
    {
        try
        {
            while (StillWanted() is var wanted and > 0)
                if (block.Left(time) is var left && left > TimeSpan.Zero)
                    await Task.Delay(left, time);
                else if (await reserve(wanted) is { } slots)
                    await LetThroughAsync(slots, slots.Given(wanted));
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
            serving = Wanted > 0;
            return Wanted;
        }
    }

    async Task LetThroughAsync(Slots slots, int given)
    {
        var received = time.GetTimestamp();
        for (var slot = 0; slot < given; slot++)
        {
            var delay = slots.Delay(given) + slot * slots.Interval - time.GetElapsedTime(received);
            if (delay > TimeSpan.Zero)
                await Task.Delay(delay, time);
            LetThrough();
        }
    }

    void LetThrough()
    {
        lock (turn)
        {
            if (block.Left(time) > TimeSpan.Zero)
                return;
            while (line.Take(dataCenter => Room(dataCenter) > 0) is var (caller, dataCenter))
                if (caller.TrySetResult())
                {
                    inside[dataCenter] = inside.GetValueOrDefault(dataCenter) + 1;
                    return;
                }
        }
    }

    void TurnAway(Exception reason)
    {
        while (line.Take(_ => true) is var (caller, _))
            caller.TrySetException(reason);
    }
}
