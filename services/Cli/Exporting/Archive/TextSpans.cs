namespace Collector.Cli.Exporting.Archive;

/// <summary>What the entities of a message make of its text.</summary>
static class TextSpans
{
    /// <returns>Ordered by their start, the longer ones first.</returns>
    public static IReadOnlyList<TextSpan> Of(string text, string? entities) => [.. TextEntities.Of(text, entities).Select(Read).OfType<TextSpan>()];

    static TextSpan? Read(TextEntity entity)
    {
        return entity.Type switch
        {
            _ when entity.Href is not null => new(entity.Start, entity.End, "a", null, entity.Href),
            "bold" => Format("strong"),
            "italic" => Format("em"),
            "underline" => Format("u"),
            "strikethrough" => Format("s"),
            "code" or "pre" or "blockquote" => Format(entity.Type),
            "spoiler" => Format("span", "spoiler"),
            "hashtag" or "cashtag" or "bot_command" => Format("span", "tag"),
            _ => null,
        };

        TextSpan Format(string tag, string? name = null) => new(entity.Start, entity.End, tag, name, null);
    }
}
