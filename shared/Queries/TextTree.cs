namespace Collector.Queries;

/// <summary>Nests a message's text as it is formatted: entities may lie in each other, and cross.</summary>
public static class TextTree
{
    static readonly string[] Blocks = ["blockquote", "pre"];
    static readonly string[] Formats = [.. Blocks, "bold", "italic", "underline", "strikethrough", "code", "spoiler", "hashtag", "cashtag", "bot_command"];

    /// <param name="entities">As in <c>messages.entities</c>.</param>
    /// <returns>
    /// All of the text, in its order. Parts are links or have one of the types above, and none lies in another of its kind, so they are never deep.
    /// A quote or a block of code is one part: what crosses it is cut.
    /// </returns>
    public static IReadOnlyList<TextNode> Of(string text, string? entities)
    {
        var ahead = new Queue<TextEntity>(TextEntities.Of(text, entities).Where(entity => entity.Href is not null || Formats.Contains(entity.Type)));
        var cuts = ahead.SelectMany(entity => new[] { entity.Start, entity.End }).Append(0).Append(text.Length).Distinct().Order().ToList();
        var all = new List<TextNode>();
        var covering = new List<TextEntity>();
        var open = new List<(TextEntity Entity, List<TextNode> Inner)>();
        foreach (var (from, to) in cuts.Zip(cuts.Skip(1)))
        {
            covering.RemoveAll(entity => entity.End <= from);
            while (ahead.TryPeek(out var entity) && entity.Start == from)
                covering.Add(ahead.Dequeue());

            var parts = covering.OrderBy(Rank).DistinctBy(Kind).ToList();
            var kept = open.Zip(parts).TakeWhile(pair => pair.First.Entity == pair.Second).Count();
            open.RemoveRange(kept, open.Count - kept);
            foreach (var part in parts.Skip(kept))
            {
                var inner = new List<TextNode>();
                Innermost().Add(new(part, "", inner));
                open.Add((part, inner));
            }

            Innermost().Add(new(null, text[from..to], []));
        }

        return all;

        List<TextNode> Innermost() => open.Count == 0 ? all : open[^1].Inner;
    }

    static string Kind(TextEntity entity) => entity.Href is null ? entity.Type : "link";

    static int Rank(TextEntity entity) => Blocks.Contains(Kind(entity)) ? 0 : 1;
}
