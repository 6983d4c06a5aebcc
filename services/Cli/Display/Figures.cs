using System.Text;
using Spectre.Console.Rendering;

namespace Collector.Cli.Display;

/// <summary>Names and numbers as people read them.</summary>
static class Figures
{
    const string Reordering = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    public static string Number(long number) => number.ToString("N0");

    public static string Count(long number, string one, string several) => $"{Number(number)} {(number == 1 ? one : several)}";

    public static string Rate(double perSecond) => perSecond switch
    {
        <= 0 => "",
        < 10 => $"{perSecond:0.0}/s",
        _ => $"{Number((long)perSecond)}/s",
    };

    /// <remarks>100 % is said only of what is whole.</remarks>
    public static string Percent(double share) => share >= 1 ? "100 %" : $"{Math.Min(99.9, Math.Floor(share * 1000) / 10):0.#} %";

    public static string Time(TimeSpan? time) => time switch
    {
        null => "",
        { TotalSeconds: < 10 } brief => $"{brief.TotalSeconds:0.0} s",
        { TotalMinutes: < 1 } seconds => $"{(int)seconds.TotalSeconds} s",
        { } longer => ClockTime.Of(longer),
    };

    public static string Images(int stored, int all) => all == 0 ? "" : stored == all ? Number(all) : $"{Number(stored)}/{Number(all)}";

    /// <summary>A name on one line: a title may hold line breaks, and signs that move the cursor or turn the reading direction.</summary>
    public static string Name(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name)
            if (char.IsControl(letter))
                plain.Append(' ');
            else if (!Reordering.Contains(letter))
                plain.Append(letter);
        return plain.ToString().Trim();
    }

    /// <summary>A name on a line of so many cells; a table would break it at its spaces.</summary>
    public static string Cut(string name, int width) =>
        new Segment(Name(name)) is var segment && segment.CellCount() <= width ? segment.Text : $"{Segment.Truncate(segment, width - 1)?.Text}…";
}
