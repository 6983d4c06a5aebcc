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
            html.Write($"<br><span class=\"quiet\">{Counted.Of(channel.Messages, "message", "messages")}{Span(channel)}</span></a></li>\n");
        }

        html.Write($"</ul>\n<p class=\"quiet\">Times are UTC.</p>\n</main>\n");
        Frame.End(html);
    }

    static string Span(ArchiveChannel channel) => channel.Pages switch
    {
        [] => "",
        [var first, .., var last] when first.Month != last.Month => $", {Months.Name(first.Month)} to {Months.Name(last.Month)}",
        [var only, ..] => $", {Months.Name(only.Month)}",
    };
}
