using System.Text.Json;

namespace Collector.Dashboard.Parts;

/// <summary>Cuts a message's text at its entities' ends. Text stays text: nothing in it becomes markup.</summary>
static class FormattedText
{
    static readonly string[] Styles = ["bold", "italic", "underline", "strikethrough", "code", "pre", "blockquote", "spoiler", "hashtag", "cashtag", "bot_command"];
    static readonly string[] Schemes = ["http", "https", "mailto", "tg"];

    /// <param name="entities">As in <c>messages.entities</c>: offsets in UTF-16 units.</param>
    public static IReadOnlyList<TextPiece> Of(string text, string? entities)
    {
        if (string.IsNullOrEmpty(entities))
            return [new(text, "", null)];

        var spans = Read(text, entities).ToList();
        var cuts = spans.SelectMany(span => new[] { span.Start, span.End }).Append(0).Append(text.Length).Distinct().Order().ToList();
        return [.. cuts.Zip(cuts.Skip(1), (from, to) =>
        {
            var over = spans.Where(span => span.Start <= from && span.End >= to).ToList();
            return new TextPiece(text[from..to], string.Join(' ', over.Select(span => span.Style).Where(style => style.Length > 0).Distinct()), over.Select(span => span.Link).FirstOrDefault(link => link is not null));
        })];
    }

    static IEnumerable<(int Start, int End, string Style, string? Link)> Read(string text, string entities)
    {
        using var document = JsonDocument.Parse(entities);
        foreach (var entity in document.RootElement.EnumerateArray())
        {
            var type = entity.GetProperty("type").GetString() ?? "";
            var start = Math.Clamp(entity.GetProperty("offset").GetInt32(), 0, text.Length);
            var end = Math.Clamp(start + entity.GetProperty("length").GetInt32(), start, text.Length);
            if (end > start)
                yield return (start, end, Styles.Contains(type) ? $"t-{type}" : "", Link(type, text[start..end], entity));
        }
    }

    static string? Link(string type, string text, JsonElement entity) => type switch
    {
        "link" => Safe(text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}"),
        "text_link" => entity.TryGetProperty("href", out var href) ? Safe(href.GetString()) : null,
        "mention" => Safe($"https://t.me/{text.TrimStart('@')}"),
        "email" => Safe($"mailto:{text}"),
        _ => null,
    };

    static string? Safe(string? link) => Uri.TryCreate(link, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme) ? address.AbsoluteUri : null;
}
