using System.Globalization;

namespace Collector.Queries;

/// <summary>A time to the second, as a clock shows it: 0:07, 6:42, 1:03:20.</summary>
public static class ClockTime
{
    public static string Of(TimeSpan time) => time switch
    {
        { Ticks: <= 0 } => "0:00",
        { TotalHours: < 1 } => time.ToString(@"m\:ss", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}"),
    };
}
