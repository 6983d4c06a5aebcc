namespace Collector.Cli.Display;

/// <summary>The display in one line, for a log.</summary>
static class ProgressLine
{
    public static string Of(IReadOnlyList<ProgressRow> rows)
    {
        var collected = rows.Sum(row => row.Channel.Collected);
        var total = rows.Sum(row => row.Channel.Total);
        var images = rows.Sum(row => row.Channel.Images);
        var line = $"Progress: {rows.Count(row => row.Done is not null)} of {Figures.Count(rows.Count, "channel", "channels")} done, "
            + $"{Figures.Number(collected)} of {Figures.Count(total, "id", "ids")} ({Figures.Percent(total == 0 ? 0 : (double)collected / total)}), "
            + $"{Figures.Number((long)rows.Where(row => row.Done is null).Sum(row => row.Rate))} messages/s";
        if (ProgressRow.Left(rows) is { } left)
            line += $", {ClockTime.Of(left)} left";
        return images == 0 ? line : $"{line}, {Figures.Number(rows.Sum(row => row.Channel.ImagesStored))} of {Figures.Count(images, "image", "images")}";
    }
}
