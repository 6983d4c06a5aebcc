namespace Collector.Cli.Display;

/// <summary>One channel at one moment of a run.</summary>
/// <param name="Channel">How far it is.</param>
/// <param name="Rate">Messages per second: lately while it works, on average after.</param>
/// <param name="Time">Wall time since work on it began, until it was done; null before.</param>
/// <param name="Done">When it was done; null while it works.</param>
sealed record ProgressRow(ChannelProgress Channel, double Rate, TimeSpan? Time, DateTimeOffset? Done)
{
    public bool Started => Time is not null;
}
