namespace Collector.Cli.Exporting.Archive;

/// <summary>A message's text with its formatting: spans may lie in each other, and cross.</summary>
static class FormattedText
{
    public static void Write(HtmlWriter html, string text, string? entities)
    {
        var spans = TextSpans.Of(text, entities);
        var open = new List<TextSpan>();
        var next = 0;
        var last = 0;
        foreach (var cut in spans.SelectMany(span => new[] { span.Start, span.End }).Append(text.Length).Order().Distinct())
        {
            html.Text(text.AsSpan(last, cut - last));
            last = cut;
            Close(html, open, cut);
            for (; next < spans.Count && spans[next].Start == cut; next++)
                Open(html, open, spans[next]);
        }
    }

    // What crosses a span that ends is closed with it, and opened again.
    static void Close(HtmlWriter html, List<TextSpan> open, int cut)
    {
        var first = open.FindIndex(span => span.End <= cut);
        if (first < 0)
            return;

        var closed = open[first..];
        open.RemoveRange(first, closed.Count);
        for (var i = closed.Count - 1; i >= 0; i--)
            End(html, closed[i].Tag);
        foreach (var crossing in closed.Where(span => span.End > cut))
            Open(html, open, crossing);
    }

    static void Open(HtmlWriter html, List<TextSpan> open, TextSpan span)
    {
        // A link in a link is no HTML.
        if (span.Tag == "a" && open.Exists(outer => outer.Tag == "a"))
            return;

        open.Add(span);
        Begin(html, span);
    }

    static void Begin(HtmlWriter html, TextSpan span)
    {
        switch (span.Tag)
        {
            case "a":
                html.Write($"<a href=\"{span.Href}\" rel=\"noopener noreferrer nofollow\">");
                break;
            case "span" when span.Class == "spoiler":
                html.Write($"<span class=\"spoiler\" tabindex=\"0\">");
                break;
            case "span":
                html.Write($"<span class=\"{span.Class}\">");
                break;
            default:
                html.Write($"<{span.Tag}>");
                break;
        }
    }

    static void End(HtmlWriter html, string tag) => html.Write($"</{tag}>");
}
