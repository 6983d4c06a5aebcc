using System.Globalization;
using System.Text.RegularExpressions;

namespace Collector.Media;

/// <summary>Sizes as people write them: 800MB, 2GB.</summary>
public static class ByteSize
{
    /// <summary>Of what <see cref="Parse"/> takes.</summary>
    public const string Pattern = "^(?i)[0-9]{1,12} ?([KMGT]?B?)$";

    const string Units = "KMGT";

    /// <param name="text">Matches <see cref="Pattern"/>.</param>
    public static long Parse(string text)
    {
        var number = text.TrimEnd('b', 'B');
        var unit = Units.IndexOf(char.ToUpperInvariant(number[^1])) + 1;
        return long.Parse(number.AsSpan(0, number.Length - Math.Sign(unit)), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) << (10 * unit);
    }

    /// <returns>False when it is no size.</returns>
    public static bool TryParse(string text, out long bytes)
    {
        var isSize = Regex.IsMatch(text, Pattern);
        bytes = isSize ? Parse(text) : 0;
        return isSize;
    }

    public static string Text(long bytes)
    {
        var unit = 0;
        while (unit < Units.Length && bytes >> (10 * unit) >= 1024)
            unit++;
        return unit == 0 ? $"{bytes} bytes" : $"{(double)bytes / (1L << (10 * unit)):0.#} {Units[unit - 1]}B";
    }
}
