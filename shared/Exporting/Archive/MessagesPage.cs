using System.Globalization;

namespace Collector.Exporting.Archive;

/// <summary>Messages, oldest first, with the way to the other pages.</summary>
sealed class MessagesPage(ArchiveChannel channel, int place, bool images)
{
    readonly ArchivePage page = channel.Pages[place];

    public void Write(HtmlWriter html, IReadOnlyList<ExportedMessage> messages)
    {
        var ofMonth = channel.Pages.Count(other => other.Month == page.Month);
        var name = ofMonth == 1 ? Months.Name(page.Month) : $"{Months.Name(page.Month)}, page {page.Number} of {ofMonth}";
        Frame.Begin(html, $"{channel.Channel.Title}: {name}", "../");
        html.Write(
            $"""
            <header><div>
            <a href="index.html" dir="auto"><b>{channel.Channel.Title}</b></a> <span>{name}</span>
            <details><summary>Months</summary>

            """);
        Months.Write(html, channel.Pages);
        html.Write($"</details>\n</div></header>\n<main>\n<h1 class=\"hidden\">{channel.Channel.Title}, {name}</h1>\n");
        Neighbours(html);

        var day = default(DateOnly);
        for (var i = 0; i < messages.Count;)
        {
            var posted = DateOnly.FromDateTime(messages[i].PostedAt.UtcDateTime);
            if (posted != day)
                html.Write($"<h2>{posted.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</h2>\n");
            day = posted;
            var count = Album(messages, i);
            Post.Write(html, channel, [.. messages.Skip(i).Take(count)], images);
            i += count;
        }

        Neighbours(html);
        html.Write($"</main>\n");
        Frame.End(html);
    }

    static int Album(IReadOnlyList<ExportedMessage> messages, int first)
    {
        var count = 1;
        while (messages[first].GroupedId is { } album && first + count < messages.Count && messages[first + count].GroupedId == album)
            count++;
        return count;
    }

    void Neighbours(HtmlWriter html)
    {
        html.Write($"<nav class=\"neighbours\">");
        if (place > 0)
            html.Write($"<a class=\"button\" rel=\"prev\" href=\"{channel.Pages[place - 1].File}\">← Older</a>");
        html.Write($"<span></span>");
        if (place < channel.Pages.Count - 1)
            html.Write($"<a class=\"button\" rel=\"next\" href=\"{channel.Pages[place + 1].File}\">Newer →</a>");
        html.Write($"</nav>\n");
    }
}
