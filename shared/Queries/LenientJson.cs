using System.Text.Json;

namespace Collector.Queries;

/// <summary>Reads JSON whose shape nobody promised: what is absent, or of another type, is null.</summary>
static class LenientJson
{
    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    public static string? Text(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <returns>A text that exports write in pieces where something in it is formatted.</returns>
    public static string? Words(this JsonElement json, string name) => json.Member(name) switch
    {
        { ValueKind: JsonValueKind.Array } pieces => string.Concat(pieces.EnumerateArray().Select(piece => piece.ValueKind == JsonValueKind.String ? piece.GetString() : piece.Text("text"))),
        _ => json.Text(name),
    };

    public static int? Number(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static bool Flag(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.True };

    /// <returns>Those of a list; none of anything else.</returns>
    public static IEnumerable<JsonElement> Items(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];
}
