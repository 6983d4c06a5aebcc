using System.Globalization;

namespace Collector.Cli;

/// <summary>How often, as people write it: 30m, 1h, 2d, never.</summary>
static class Interval
{
    /// <param name="interval">Zero for never.</param>
    public static bool TryParse(string text, out TimeSpan interval)
    {
        interval = TimeSpan.Zero;
        if (text == "never")
            return true;
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > 10_000)
            return false;

        interval = text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => TimeSpan.Zero,
        };
        return interval > TimeSpan.Zero;
    }

    public static string Text(TimeSpan? interval) => interval switch
    {
        null or { Ticks: 0 } => "never",
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerDay == 0 => $"{interval.Value.TotalDays:0}d",
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => $"{interval.Value.TotalHours:0}h",
        _ => $"{interval.Value.TotalMinutes:0}m",
    };
}
