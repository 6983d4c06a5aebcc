namespace Collector.Telegram.Governing;

/// <summary>A flood at a rate that was held for allowed: multiplicative decrease.</summary>
static class Slowing
{
    const double Little = 0.985;

    public static Learned Flooded(Learned next, Cycle cycle, DateTimeOffset now)
    {
        if (next.Base is { } before)
            return Growth.Failed(next, before, cycle, now);
        var soon = cycle.Seconds < Math.Max(10, 2.5 * (next.Window ?? 0));
        if (!soon)
            return Slow(next with { Soon = 0 }, cycle, Little, now);
        if (next.Window is not { } window)
            return Narrowing.Again(next, cycle, next.Rate!.Value, 0, now);
        if (next.Soon > 0)
            return Measuring.Again(next, cycle, now);
        // The window may be longer by a second than was thought.
        return Slow(next with { Soon = 1, Window = window + 1 }, cycle, Math.Clamp(window / (window + 1), 0.9, Little), now);
    }

    static Learned Slow(Learned next, Cycle cycle, double factor, DateTimeOffset now)
    {
        var rate = next.Rate!.Value;
        var counted = next.Window is null ? cycle.AtLeast : cycle.RateFor(cycle.Window);
        return cycle.Calls >= 3 && cycle.IsSaturated(rate) && counted < rate * 0.85
            ? (next with { Window = next.Window is null ? null : cycle.Window }).Settled(Math.Max(counted, rate / 2), now)
            : next.Settled(rate * factor, now);
    }
}
