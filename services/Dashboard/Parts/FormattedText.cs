using Collector.Queries;

namespace Collector.Dashboard.Parts;

/// <summary>Cuts a message's text at its entities' ends. Text stays text: nothing in it becomes markup.</summary>
static class FormattedText
{
    static readonly string[] Styles = ["bold", "italic", "underline", "strikethrough", "code", "pre", "blockquote", "spoiler", "hashtag", "cashtag", "bot_command"];

    /// <param name="entities">As in <c>messages.entities</c>.</param>
    public static IReadOnlyList<TextPiece> Of(string text, string? entities)
    {
        var all = TextEntities.Of(text, entities);
        var cuts = all.SelectMany(entity => new[] { entity.Start, entity.End }).Append(0).Append(text.Length).Distinct().Order().ToList();
        return [.. cuts.Zip(cuts.Skip(1), (from, to) =>
        {
            var over = all.Where(entity => entity.Start <= from && entity.End >= to).ToList();
            var styles = over.Select(entity => entity.Type).Where(Styles.Contains).Distinct().Select(style => $"t-{style}");
            return new TextPiece(text[from..to], string.Join(' ', styles), over.Select(entity => entity.Href).FirstOrDefault(href => href is not null));
        })];
    }
}
