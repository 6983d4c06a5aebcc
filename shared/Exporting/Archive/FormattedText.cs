using Collector.Queries;

namespace Collector.Exporting.Archive;

/// <summary>A message's text with its formatting.</summary>
static class FormattedText
{
    public static void Write(HtmlWriter html, string text, string? entities) => Write(html, TextTree.Of(text, entities));

    static void Write(HtmlWriter html, IReadOnlyList<TextNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node.Entity is { } entity)
                Write(html, entity, node.Inner);
            else
                html.Text(node.Text);
        }
    }

    static void Write(HtmlWriter html, TextEntity entity, IReadOnlyList<TextNode> inner)
    {
        var tag = Begin(html, entity);
        Write(html, inner);
        html.Write($"</{tag}>");
    }

    static string Begin(HtmlWriter html, TextEntity entity)
    {
        if (entity.Href is { } href)
        {
            html.Write($"<a href=\"{href}\" rel=\"noopener noreferrer nofollow\">");
            return "a";
        }

        switch (entity.Type)
        {
            case "spoiler":
                html.Write($"<span class=\"spoiler\" tabindex=\"0\">");
                return "span";
            case "hashtag" or "cashtag" or "bot_command":
                html.Write($"<span class=\"tag\">");
                return "span";
            default:
                var tag = Tag(entity.Type);
                html.Write($"<{tag}>");
                return tag;
        }
    }

    static string Tag(string type) => type switch
    {
        "bold" => "strong",
        "italic" => "em",
        "underline" => "u",
        "strikethrough" => "s",
        _ => type,
    };
}
