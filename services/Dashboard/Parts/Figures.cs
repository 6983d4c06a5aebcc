using System.Globalization;

namespace Collector.Dashboard.Parts;

/// <summary>Numbers and times as people read them.</summary>
static class Figures
{
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <param name="one">What one of them is called.</param>
    public static string Count(long number, string one) => $"{Number(number)} {Noun(number, one)}";

    public static string Noun(long number, string one) => number == 1 ? one : $"{one}s";

    /// <summary>Short enough for a corner: 1.2k, 3.4M.</summary>
    public static string Brief(long number) => number switch
    {
        < 10_000 => Number(number),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1000d:0.#}k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{number / 1_000_000d:0.#}M"),
    };

    /// <remarks>100 % is said only of what is whole.</remarks>
    public static string Percent(long part, long whole) =>
        part >= whole ? "100 %" : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(99.9, Math.Floor(part * 1000d / whole) / 10):0.#} %");

    public static string Rate(double perSecond) => perSecond switch
    {
        <= 0 => "0",
        < 10 => perSecond.ToString("0.0", CultureInfo.InvariantCulture),
        _ => Number((long)perSecond),
    };

    public static string Bytes(double bytes) => bytes switch
    {
        < 1_000 => $"{bytes:0} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
    };

    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(1, (int)span.TotalSeconds)} s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)span.TotalHours} h {span.Minutes:00} min",
        _ => $"{(int)span.TotalDays} days",
    };

    public static string Away(DateTimeOffset when, DateTimeOffset now) => (when - now) switch
    {
        { TotalSeconds: > 1 } ahead => $"in {Span(ahead)}",
        { TotalSeconds: > -2 } => "now",
        var ago => $"{Span(-ago)} ago",
    };

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A place in a drawing.</summary>
    public static string Point(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
