using System.Globalization;

namespace Collector.Exporting;

/// <summary>A date as people write it: 2024-01-31, or 2024-01-31T12:00; UTC unless it names an offset.</summary>
public static class PointInTime
{
    public const string Example = "a date like 2024-01-31 or a time like 2024-01-31T12:00Z";

    static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <param name="wholeDay">A date alone means the end of its day.</param>
    public static bool TryParse(string text, bool wholeDay, out DateTimeOffset time)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            time = new(day.AddDays(wholeDay ? 1 : 0), TimeOnly.MinValue, TimeSpan.Zero);
            return true;
        }

        return DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
