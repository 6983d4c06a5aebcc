using System.Text;

namespace Collector.Telegram.Mapping;

/// <summary>Text as PostgreSQL can store it: NUL characters are left out, lone surrogates become U+FFFD.</summary>
static class PlainText
{
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.Contains('\0'))
            text = text.Replace("\0", "", StringComparison.Ordinal);
        return HasLoneSurrogate(text) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }

    /// <returns>Where a position of <paramref name="original"/> lies when the NUL characters before it are gone.</returns>
    public static int Position(string original, int position) =>
        original.Contains('\0') ? position - original.AsSpan(0, Math.Clamp(position, 0, original.Length)).Count('\0') : position;

    static bool HasLoneSurrogate(string text)
    {
        for (var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0 && at < text.Length; at++)
            if (char.IsSurrogate(text[at]) && !(at + 1 < text.Length && char.IsSurrogatePair(text[at], text[++at])))
                return true;
        return false;
    }
}
