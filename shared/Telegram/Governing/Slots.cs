namespace Collector.Telegram.Governing;

/// <summary>The table's answer to one reservation, by the database's clock.</summary>
sealed record Slots
{
    // So far ahead slots are taken at once; another process of the account waits no longer for its own.
    const double Ahead = 0.1;

    public DateTimeOffset Now { get; init; }

    public DateTimeOffset NextSlot { get; init; }

    public DateTimeOffset BlockedUntil { get; init; }

    public bool IsDue { get; init; }

    public double? Rate { get; init; }

    public TimeSpan Interval => Rate is { } rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;

    public bool IsBlocked => BlockedUntil > Now;

    /// <summary>How many of the wanted ones were given: as the statement that reserves them.</summary>
    public int Given(int wanted) => Rate is { } rate ? Math.Min(wanted, Math.Max(1, (int)Math.Ceiling(rate * Ahead))) : wanted;

    /// <summary>From now to the first of them.</summary>
    public TimeSpan Delay(int given) => NextSlot - given * Interval - Now;
}
