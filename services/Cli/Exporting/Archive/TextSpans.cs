using System.Text.Json;

namespace Collector.Cli.Exporting.Archive;

/// <summary>What the entities of a message make of its text.</summary>
static class TextSpans
{
    /// <returns>Ordered by their start, the longer ones first.</returns>
    public static IReadOnlyList<TextSpan> Of(string text, string? entities)
    {
        if (entities is null)
            return [];

        using var json = JsonDocument.Parse(entities);
        var spans = new List<TextSpan>();
        if (json.RootElement.ValueKind == JsonValueKind.Array)
            foreach (var entity in json.RootElement.EnumerateArray())
                if (Read(text, entity) is { } span)
                    spans.Add(span);
        spans.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        return spans;
    }

    static TextSpan? Read(string text, JsonElement entity)
    {
        if (Number(entity, "offset") is not { } offset || Number(entity, "length") is not { } length)
            return null;
        var start = (int)Math.Clamp(offset, 0, text.Length);
        var end = (int)Math.Clamp(offset + length, 0, text.Length);
        if (start >= end)
            return null;

        var covered = text[start..end];
        return String(entity, "type") switch
        {
            "bold" => Format("strong"),
            "italic" => Format("em"),
            "underline" => Format("u"),
            "strikethrough" => Format("s"),
            "code" => Format("code"),
            "pre" => Format("pre"),
            "blockquote" => Format("blockquote"),
            "spoiler" => Format("span", "spoiler"),
            "hashtag" or "cashtag" or "bot_command" => Format("span", "tag"),
            "link" => Link(covered.Contains("://", StringComparison.Ordinal) ? covered : "https://" + covered),
            "text_link" => Link(String(entity, "href")),
            "mention" => Link("https://t.me/" + covered.TrimStart('@')),
            "email" => Link("mailto:" + covered),
            _ => null,
        };

        TextSpan Format(string tag, string? name = null) => new(start, end, tag, name, null);

        TextSpan? Link(string? href) => SafeLink.Of(href) is { } safe ? new(start, end, "a", null, safe) : null;
    }

    static string? String(JsonElement entity, string name) =>
        entity.ValueKind == JsonValueKind.Object && entity.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static long? Number(JsonElement entity, string name) =>
        entity.ValueKind == JsonValueKind.Object && entity.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
