namespace Collector.Telegram.Governing;

/// <summary>Approaches the rate of a bucket from above: every flood tells it but for one call, the more precisely the longer was counted.</summary>
static class Narrowing
{
    const double Margin = 0.998;
    const double Growth = 1.1;

    static readonly TimeSpan ShortestTrial = TimeSpan.FromSeconds(8);

    public static Learned Begin(Learned next, Cycle cycle, DateTimeOffset now) =>
        Try(next with { Stage = Stage.Narrowing, Window = null, Low = cycle.AtLeast }, cycle.AtMost, now);

    /// <summary>From a flood that came at a rate held for allowed: the bucket is empty now, and can be counted.</summary>
    public static Learned Again(Learned next, Cycle cycle, double rate, double low, DateTimeOffset now) =>
        Try(next with { Stage = Stage.Narrowing, Began = cycle.Flood.At, All = next.Cycle, Low = low, Soon = 0, Base = null }, rate, now);

    public static Learned Flooded(Learned next, Cycle cycle, DateTimeOffset now)
    {
        var rate = next.Rate!.Value;
        var all = cycle with { From = next.All };
        var low = Math.Max(Math.Max(next.Low, all.AtLeast), Math.Min(cycle.AtLeast, rate * 0.97));
        return Try(next with { Low = Math.Min(low, rate * 0.99) }, Math.Min(rate, Math.Min(cycle.AtMost, all.AtMost)), now);
    }

    public static Learned Look(Learned learned, DateTimeOffset now)
    {
        // As if all was spent now that a full bucket may still hold.
        var sofar = new Cycle(learned.Cycle, Flood.Begun(now, TimeSpan.FromSeconds(1)), learned.Answered);
        learned = learned with { Low = Math.Max(learned.Low, sofar.AtLeast) };
        var rate = learned.Rate!.Value;
        return Try(learned, learned.IsWanted(now) ? rate * Growth : rate, now);
    }

    static Learned Try(Learned learned, double rate, DateTimeOffset now)
    {
        var end = learned.Began + Measuring.Minute;
        if (now >= end)
            return learned.Settled(learned.Low * Margin, now);
        // As long as was counted before, for twice the precision.
        var length = learned.All.FreeBefore.SecondsTo(now) * 0.8;
        return (learned with { Rate = Math.Max(rate, Learned.Slowest) }).Watched(now, TimeSpan.FromSeconds(Math.Min(Math.Max(length, ShortestTrial.TotalSeconds), now.SecondsTo(end))));
    }
}
