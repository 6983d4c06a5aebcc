namespace Collector.Telegram.Governing;

/// <summary>Learns the rate that Telegram allows. Knows no clock: what it knows, what happened and when go in, what it knows now comes out.</summary>
static class Learner
{
    static readonly TimeSpan Unbroken = TimeSpan.FromMinutes(1);

    /// <summary>A call that was sent then was refused now. Those that were under way when everybody began to wait are no second flood.</summary>
    public static Learned Refused(Learned learned, DateTimeOffset sent, DateTimeOffset now, TimeSpan wait)
    {
        if (sent < learned.BlockedUntil)
            return learned with { BlockedUntil = Times.Later(learned.BlockedUntil, now + wait), Flood = learned.Flood?.And(now, wait) };
        var pause = learned.Stage == Stage.Free ? Measuring.Pause(learned, now) : TimeSpan.Zero;
        return learned with { BlockedUntil = now + wait + pause, Flood = Flood.Begun(now, wait) with { Pause = pause }, Floods = learned.Floods + 1 };
    }

    /// <summary>To be called when <see cref="Learned.Due"/>, before the next call.</summary>
    public static Learned Look(Learned learned, DateTimeOffset now)
    {
        if (now < learned.Due)
            return learned;
        if (learned.Flood is { } flood)
            return WaitedOut(learned, flood, now);
        return learned.Stage switch
        {
            Stage.Free => Measuring.Count(learned, now, Unbroken),
            Stage.Measuring => Measuring.GiveUp(learned, now),
            Stage.Narrowing => Narrowing.Look(learned, now),
            _ => Growth.Look(learned, now),
        };
    }

    // Only now are all calls back that were under way when the flood came.
    static Learned WaitedOut(Learned learned, Flood flood, DateTimeOffset now)
    {
        var cycle = new Cycle(learned.Cycle, flood, learned.Answered);
        var next = learned with
        {
            Flood = null,
            Cycle = new(learned.BlockedUntil, flood.FreeAfter + flood.Pause, flood.FreeBefore + flood.Pause, learned.Answered),
        };
        return learned.Stage switch
        {
            Stage.Free => Measuring.Begin(next, cycle, now),
            Stage.Measuring => Measuring.Flooded(next, learned.Cycle, cycle, now),
            Stage.Narrowing => Narrowing.Flooded(next, cycle, now),
            _ => Slowing.Flooded(next, cycle, now),
        };
    }
}
