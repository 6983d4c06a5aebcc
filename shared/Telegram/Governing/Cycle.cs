namespace Collector.Telegram.Governing;

/// <summary>What happened from one mark to the end of a flood wait.</summary>
readonly record struct Cycle(Mark From, Flood Flood, long Answered)
{
    // Some calls take longer to Telegram than others: a window of its clock may see more calls than one of ours.
    const double Jitter = 0.3;

    public long Calls => Answered - From.Answered;

    public double Seconds => From.FreeBefore.SecondsTo(Flood.FreeBefore);

    /// <summary>The shortest window, in whole seconds, that explains the wait.</summary>
    public double Window => Math.Max(1, Math.Ceiling(From.At.SecondsTo(Flood.FreeAfter) - Jitter));

    /// <summary>The longest one.</summary>
    public double LongestWindow => Math.Max(Window, Math.Floor(From.FreeAfter.SecondsTo(Flood.FreeBefore)));

    /// <summary>Calls per second when so many are allowed per window, whatever its phase.</summary>
    public double RateFor(double window) => Calls / (window + Jitter);

    /// <summary>At the beginning and at the end of a cycle a bucket is empty but for a part of a call: the rate is known but for one call, and for those under way.</summary>
    public double AtLeast => (Calls - Unsure) / Seconds;

    public double AtMost => (Calls + Unsure) / Seconds;

    double Unsure => 0.8 + 0.25 * Calls / Seconds;

    /// <summary>True when calls came at this rate until the flood, so that the cycle tells Telegram's limit, and not how little there was to do.</summary>
    public bool IsSaturated(double rate) => Calls >= 0.8 * rate * From.At.SecondsTo(Flood.At);
}
