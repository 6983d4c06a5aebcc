using System.Globalization;
using System.Text.Json;

namespace Collector.Sources.Export;

static class JsonElementExtensions
{
    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Member(this JsonElement json, ReadOnlySpan<byte> name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string? String(this JsonElement json, ReadOnlySpan<byte> name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A whole number, which the export writes as a number in some places and as a string in others.</summary>
    public static long? Whole(this JsonElement json, ReadOnlySpan<byte> name) => json.Member(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var whole) => whole,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ => null,
    };

    public static int? Count(this JsonElement json, ReadOnlySpan<byte> name) => json.Whole(name) is >= 0 and <= int.MaxValue and var count ? (int)count : null;
}
