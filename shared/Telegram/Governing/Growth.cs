namespace Collector.Telegram.Governing;

/// <summary>Additive increase, rarely: after ten quiet minutes a little more is tried, and ever more while that goes well.</summary>
static class Growth
{
    public const double FirstStep = 0.02;

    public static readonly TimeSpan FirstInterval = TimeSpan.FromMinutes(10);

    // A limit that was raised is found within the hour.
    static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(40);
    static readonly TimeSpan ShortestTrial = TimeSpan.FromMinutes(1);

    public static Learned Look(Learned learned, DateTimeOffset now)
    {
        // The quiet minutes before the probe are too long ago to tell that it will be used; one that was not is taken back.
        if (!learned.IsWanted(now) || now - learned.WatchedFrom > 2 * Trial(learned))
            return (learned with { Rate = learned.Base ?? learned.Rate, Base = null }).Watched(now, Trial(learned));
        // A bucket fills up while calls are few, and bears more for a while than it will: no trial proves it.
        var sure = learned.Window is null ? learned.Base ?? learned.Rate : learned.Rate;
        return (learned with { Base = sure, Rate = learned.Rate * (1 + learned.Step), Step = Math.Min(learned.Step * 2, 0.5) })
            .Watched(now, Trial(learned));
    }

    public static Learned Failed(Learned next, double before, Cycle cycle, DateTimeOffset now)
    {
        var step = next.Rate!.Value / before - 1;
        if (next.Window is not null && step > FirstStep * 3)
            return (next with { Rate = before, Base = null, Step = Math.Max(step / 4, FirstStep) }).Watched(now, Trial(next));
        var interval = next.ProbeEvery * 2 < LongestInterval ? next.ProbeEvery * 2 : LongestInterval;
        next = next with { Step = FirstStep, ProbeEvery = interval };
        return next.Window is null ? Narrowing.Again(next, cycle, next.Rate.Value, before, now) : next.Settled(before, now);
    }

    static TimeSpan Trial(Learned learned) => TimeSpan.FromSeconds(Math.Max(ShortestTrial.TotalSeconds, 3 * (learned.Window ?? 0)));
}
