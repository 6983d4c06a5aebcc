using System.Text.Json;

namespace Collector.Queries;

/// <summary>Reads <c>messages.entities</c>, whatever stands in it.</summary>
public static class TextEntities
{
    /// <returns>Within the text, none empty nor with half a character; ordered by their start, the longer ones first.</returns>
    public static IReadOnlyList<TextEntity> Of(string text, string? entities)
    {
        if (string.IsNullOrEmpty(entities))
            return [];

        using var json = JsonDocument.Parse(entities);
        return [.. json.RootElement.Items().Select(entity => Read(text, entity)).OfType<TextEntity>().OrderBy(entity => entity.Start).ThenByDescending(entity => entity.End)];
    }

    static TextEntity? Read(string text, JsonElement entity)
    {
        if (entity.Text("type") is not { } type || entity.Number("offset") is not { } offset || entity.Number("length") is not { } length)
            return null;
        var start = Math.Clamp(offset, 0, text.Length);
        var end = (int)Math.Clamp((long)offset + length, 0, text.Length);
        if (IsWithinCharacter(text, start))
            start--;
        if (IsWithinCharacter(text, end))
            end++;
        return start < end ? new(start, end, type, Safe(Href(type, text[start..end], entity))) : null;
    }

    static bool IsWithinCharacter(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);

    static string? Href(string type, string covered, JsonElement entity) => type switch
    {
        "link" => covered.Contains("://", StringComparison.Ordinal) ? covered : $"https://{covered}",
        "text_link" => entity.Text("href"),
        "mention" => $"https://t.me/{covered.TrimStart('@')}",
        "email" => $"mailto:{covered}",
        _ => null,
    };

    // To a page or a mail: never to a script.
    static string? Safe(string? href) =>
        Uri.TryCreate(href, UriKind.Absolute, out var link) && link.Scheme is "http" or "https" or "mailto" or "tg" ? link.AbsoluteUri : null;
}
