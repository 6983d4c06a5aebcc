namespace Collector.Cli.Display;

/// <summary>One channel at one moment of a run.</summary>
/// <param name="Channel">How far it is.</param>
/// <param name="Rate">Messages per second: lately while it works, on average after.</param>
/// <param name="Time">Wall time since work on it began, until it was done; null before.</param>
/// <param name="Done">When it was done; null while it works.</param>
sealed record ProgressRow(ChannelProgress Channel, double Rate, TimeSpan? Time, DateTimeOffset? Done)
{
    public bool Started => Time is not null;

    /// <summary>Messages that are still to come, if they lie as close as those collected.</summary>
    public double Remaining => Channel.Collected == 0 ? Channel.Open : Channel.Open * Math.Min(1, (double)Channel.Messages / Channel.Collected);

    /// <summary>How long these rows take at their present pace; null when that is not known.</summary>
    public static TimeSpan? Left(IEnumerable<ProgressRow> rows)
    {
        var working = rows.Where(row => row.Done is null).ToList();
        var rate = working.Sum(row => row.Rate);
        var seconds = working.Sum(row => row.Remaining) / rate;
        return rate > 0 && seconds is > 0 and < 1e8 ? TimeSpan.FromSeconds(seconds) : null;
    }
}
