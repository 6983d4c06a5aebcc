namespace Collector.Cli.Display;

/// <summary>What a line of the display says of one channel, or of all.</summary>
/// <param name="Share">0 to 1; null while nothing is known of any channel.</param>
/// <param name="Rate">Messages per second; 0 when nothing is at work.</param>
sealed record ProgressNumbers(double? Share, long Collected, long Total, long Messages, double Rate, TimeSpan? Left, long ImagesStored, long Images)
{
    public static ProgressNumbers Of(params IReadOnlyList<ProgressRow> rows)
    {
        var collected = rows.Sum(row => row.Channel.Collected);
        var total = rows.Sum(row => row.Channel.Total);
        var unknown = total == 0 && rows.Any(row => !row.Channel.Seen);
        return new(
            unknown ? null : total == 0 ? 1 : (double)collected / total, collected, total,
            rows.Sum(row => (long)row.Channel.Messages), rows.Where(row => row.Done is null).Sum(row => row.Rate), ProgressRow.Left(rows),
            rows.Sum(row => (long)row.Channel.ImagesStored), rows.Sum(row => (long)row.Channel.Images));
    }
}
