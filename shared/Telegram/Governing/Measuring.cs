namespace Collector.Telegram.Governing;

/// <summary>From the first flood on: what is answered between two floods, and how long that takes, is the limit.</summary>
static class Measuring
{
    /// <summary>The learner is to be done by then: from the second minute on, nothing is tried that may end in a flood.</summary>
    public static readonly TimeSpan Minute = TimeSpan.FromSeconds(55);

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    static readonly TimeSpan LongestCycle = TimeSpan.FromMinutes(3);
    static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // Calls per second that callers surely make when nothing slows them.
    const double Rush = 15;

    /// <summary>Counts from here on.</summary>
    public static Learned Count(Learned learned, DateTimeOffset now, TimeSpan length) =>
        learned with { Cycle = new(now, now, now, learned.Answered), NextLook = now + length };

    /// <summary>Calls from before the rush make a window look like a bucket: after the first flood they are given the time to leave it, once.</summary>
    public static TimeSpan Pause(Learned learned, DateTimeOffset now)
    {
        var busy = now - learned.Cycle.At;
        var calls = learned.Answered - learned.Cycle.Answered;
        return busy < ShortestPause || calls == 0 || calls > Rush * busy.TotalSeconds ? TimeSpan.Zero : busy < LongestPause ? busy : LongestPause;
    }

    public static Learned Begin(Learned next, Cycle cycle, DateTimeOffset now)
    {
        next = Again(next, cycle, now) with { Before = cycle.Calls };
        // Its end is too late for a second flood within the minute; in a busy time, what was counted so far will do.
        return next.Began + Minute - now < TimeSpan.FromSeconds(5) && cycle.Seconds < LongestCycle.TotalSeconds ? Windowed(next, cycle, now) : next;
    }

    /// <summary>The limit is not what it was; the rate stays until the next flood tells how much too fast it is.</summary>
    public static Learned Again(Learned next, Cycle cycle, DateTimeOffset now) => next with
    {
        Stage = Stage.Measuring,
        Began = cycle.Flood.At,
        All = next.Cycle,
        Before = 0,
        Short = 0,
        Soon = 0,
        NextLook = now + Patience,
    };

    public static Learned Flooded(Learned next, Mark from, Cycle cycle, DateTimeOffset now)
    {
        next = next with { NextLook = now + Patience };
        // Waits of many minutes are waited out: in so long a cycle nobody knows whether callers or Telegram were the limit.
        if (cycle.Seconds > LongestCycle.TotalSeconds)
            return Again(next, cycle, now) with { Before = cycle.Calls };
        var windowed = cycle.Seconds >= 5 || (cycle.Flood.Wait >= 2 && cycle.Calls >= 3);
        // A bucket asks to wait for one call only.
        var isBucket = cycle.Flood.Wait <= 1 + (2 * cycle.Seconds / Math.Max(1, cycle.Calls));
        if (windowed && (next.Short == 0 || !isBucket))
        {
            if (cycle.Calls >= 0.95 * next.Before || now > next.Began + TimeSpan.FromSeconds(40))
                return Windowed(next, cycle, now);
            // Fewer than before: a short wait fell into the cycle, which goes on; or the cycle lacks the calls that a window's end answered while all waited.
            return cycle.Flood.Wait < cycle.Seconds / 2 ? next with { Cycle = from } : next with { All = next.Cycle, Before = cycle.Calls };
        }

        return cycle.Seconds < 5 ? next with { Cycle = from, Short = next.Short + 1 } : Narrowing.Begin(next, cycle, now);
    }

    /// <summary>No second flood: the limit is not met when it is tried.</summary>
    public static Learned GiveUp(Learned learned, DateTimeOffset now) =>
        learned.Rate is { } rate ? learned.Settled(rate, now) : Count(learned with { Stage = Stage.Free }, now, Patience);

    static Learned Windowed(Learned next, Cycle cycle, DateTimeOffset now)
    {
        // Within the minute too fast is soon corrected; later it would cost a flood.
        var late = now + TimeSpan.FromSeconds(cycle.Window) > next.Began + Minute;
        var window = late ? cycle.LongestWindow : cycle.Window;
        return (next with { Window = window }).Settled(cycle.RateFor(window), now);
    }
}
