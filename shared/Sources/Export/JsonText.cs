using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Collector.Sources.Export;

/// <summary>Mends what Telegram Desktop and others write into JSON although it is none, or although PostgreSQL refuses it.</summary>
/// <remarks>
/// Telegram Desktop escapes control characters as <c>\x0B</c>, which JSON does not know. NUL characters and lone surrogates are valid in JSON
/// but not in jsonb. Mended text has none of them, so that everything read from it may be stored as it is.
/// </remarks>
static class JsonText
{
    static readonly byte[] Controls = [.. Enumerable.Range(0, 32).Except([9, 10, 13]).Select(value => (byte)value)];
    static readonly SearchValues<byte> ForbiddenControls = SearchValues.Create(Controls);
    static readonly SearchValues<byte> Suspects = SearchValues.Create([.. Controls, (byte)'\\']);

    public static bool NeedsMending(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            return true;
        for (int at; (at = json.IndexOfAny(Suspects)) >= 0; json = json[(at + 2)..])
            if (json[at] != (byte)'\\' || at + 1 == json.Length || json[at + 1] is (byte)'x' or (byte)'u')
                return true;
        return false;
    }

    /// <summary>Makes a piece of JSON readable without changing a position in it; what it says may change a little.</summary>
    /// <param name="json">Begins outside of an escape sequence.</param>
    /// <param name="from">Where the part begins that was not looked at yet.</param>
    public static void Soften(Span<byte> json, int from)
    {
        var controls = json[from..];
        for (int at; (at = controls.IndexOfAny(ForbiddenControls)) >= 0; controls = controls[(at + 1)..])
            controls[at] = (byte)' ';

        for (int at, start = Math.Max(from - 1, 0); (at = json[start..].IndexOf("\\x"u8)) >= 0; start += at + 1)
            if (IsEscape(json, start + at))
                json[start + at + 1] = (byte)'/';
    }

    /// <returns>The same JSON, storable.</returns>
    public static ReadOnlySpan<byte> Mend(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        var output = new ArrayBufferWriter<byte>(json.Length + 64);
        while (json.Length > 0)
        {
            var plain = Plain(json);
            output.Write(json[..plain]);
            json = json[plain..];
            if (json.Length > 0)
                json = json[Escape(json, output)..];
        }
        return output.WrittenSpan;
    }

    /// <summary>The text of a string or number token, whatever is wrong in it.</summary>
    public static string Of(ReadOnlySpan<byte> token, int maxLength)
    {
        var reader = new Utf8JsonReader(Mend([(byte)'"', .. token, (byte)'"']));
        reader.Read();
        var text = reader.GetString()!;
        return text.Length <= maxLength ? text : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }

    static int Plain(ReadOnlySpan<byte> json)
    {
        var escape = json.IndexOf((byte)'\\');
        var end = escape < 0 ? json.Length : escape;
        var control = json[..end].IndexOfAny(ForbiddenControls);
        return control < 0 ? end : control;
    }

    // Writes what stands for the escape sequence or control character at the start, and returns how long that is.
    static int Escape(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> output)
    {
        if (json[0] != (byte)'\\')
            return 1;
        if (json.Length < 2 || json[1] is not ((byte)'x' or (byte)'u'))
        {
            output.Write(json[..Math.Min(2, json.Length)]);
            return Math.Min(2, json.Length);
        }

        var length = json[1] == (byte)'x' ? 4 : 6;
        if (Unit(json) is not { } unit)
        {
            // As it is: not JSON, and the reader says so.
            output.Write(json[..2]);
            return 2;
        }
        if (unit == 0)
            return length;
        if (char.IsHighSurrogate((char)unit) && Unit(json[length..]) is { } low && char.IsLowSurrogate((char)low))
        {
            output.Write(json[..12]);
            return 12;
        }
        output.Write(Encoding.ASCII.GetBytes($"\\u{(char.IsSurrogate((char)unit) ? 0xFFFD : unit):x4}"));
        return length;
    }

    static int? Unit(ReadOnlySpan<byte> json)
    {
        var digits = json switch
        {
            [(byte)'\\', (byte)'u', _, _, _, _, ..] => json[2..6],
            [(byte)'\\', (byte)'x', _, _, ..] => json[2..4],
            _ => [],
        };
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? unit : null;
    }

    // A backslash begins an escape sequence unless it ends one.
    static bool IsEscape(ReadOnlySpan<byte> json, int backslash)
    {
        var before = json[..backslash].LastIndexOfAnyExcept((byte)'\\');
        return (backslash - before - 1) % 2 == 0;
    }
}
