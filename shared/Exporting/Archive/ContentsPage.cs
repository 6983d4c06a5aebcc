namespace Collector.Exporting.Archive;

/// <summary>The channels of an archive.</summary>
static class ContentsPage
{
    public static void Write(HtmlWriter html, IReadOnlyList<ArchiveChannel> channels)
    {
        Frame.Begin(html, "Telegram archive", "");
        html.Write($"<main>\n<h1>Telegram archive</h1>\n<ul class=\"channels\">\n");
        foreach (var channel in channels)
        {
            html.Write($"<li><a href=\"{channel.Folder}/index.html\"><b dir=\"auto\">{channel.Channel.Title}</b>");
            if (channel.Channel.Handle is { } handle)
                html.Write($" <span class=\"quiet\">@{handle}</span>");
            html.Write($"<br><span class=\"quiet\">{channel.Messages:N0} messages{Span(channel)}</span></a></li>\n");
        }

        html.Write($"</ul>\n<p class=\"quiet\">Times are UTC.</p>\n</main>\n");
        Frame.End(html);
    }

    static string Span(ArchiveChannel channel) => channel.Pages is [var first, .., var last]
        ? $", {Months.Name(first.Month)} to {Months.Name(last.Month)}"
        : channel.Pages is [var only] ? $", {Months.Name(only.Month)}" : "";
}
