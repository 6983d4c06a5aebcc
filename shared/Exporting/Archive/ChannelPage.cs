namespace Collector.Exporting.Archive;

/// <summary>A channel's months, and how many messages each has.</summary>
static class ChannelPage
{
    public static void Write(HtmlWriter html, ArchiveChannel channel)
    {
        Frame.Begin(html, channel.Channel.Title, "../");
        html.Write($"<main>\n<nav><a href=\"../index.html\">All channels</a></nav>\n<h1 dir=\"auto\">{channel.Channel.Title}</h1>\n<p class=\"quiet\">");
        if (channel.Channel.Handle is { } handle)
            html.Write($"@{handle} · ");
        html.Write($"{Counted.Of(channel.Messages, "message", "messages")}</p>\n");
        if (channel.Pages is [var first, ..] && channel.Pages[^1] is var last)
        {
            html.Write($"<p><a class=\"button\" href=\"{last.File}\">Newest</a> <a class=\"button\" href=\"{first.File}\">From the beginning</a></p>\n");
            Months.Write(html, channel.Pages);
        }
        else
        {
            html.Write($"<p>No messages.</p>\n");
        }

        html.Write($"</main>\n");
        Frame.End(html);
    }
}
