namespace Collector.Telegram.Accounts;

/// <summary>A moment by two clocks: the monotonic one stands still while the machine sleeps, the other may be set.</summary>
sealed record Moment(long Timestamp, DateTimeOffset Clock)
{
    public static Moment Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

    /// <summary>What passed since then, by the clock that says more.</summary>
    public TimeSpan Elapsed(TimeProvider time)
    {
        var (monotonic, clock) = (time.GetElapsedTime(Timestamp), time.GetUtcNow() - Clock);
        return monotonic > clock ? monotonic : clock;
    }
}
