namespace Collector.Telegram.Tests;

/// <summary>What Telegram may do: so many calls per so long, and a wait in whole seconds for more.</summary>
abstract class GovernorLimit
{
    readonly Lock turn = new();

    /// <summary>Null when the call is let in.</summary>
    public TimeSpan? Refuse(DateTimeOffset now)
    {
        lock (turn)
            return Left(now.UtcTicks / (double)TimeSpan.TicksPerSecond) is { } wait ? TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(wait))) : null;
    }

    public static GovernorLimit Of(string policy, int calls, double window, double phase = 0) => policy switch
    {
        "fixed" => new GovernorFixedWindow(calls, window, phase),
        "sliding" => new GovernorSlidingWindow(calls, window),
        "bucket" => new GovernorTokenBucket(calls, window),
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, null),
    };

    protected abstract double? Left(double now);
}
