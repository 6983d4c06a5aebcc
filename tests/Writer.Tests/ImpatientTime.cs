namespace Collector.Writer.Tests;

/// <summary>A clock on which nobody has to wait: whoever sleeps moves it on.</summary>
sealed class ImpatientTime : TimeProvider
{
    public TimeSpan Slept { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Slept.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Slept += dueTime;
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
