using Collector.Queries;

namespace Collector.Exporting.Archive;

/// <summary>One message, or those of an album together.</summary>
static class Post
{
    public static void Write(HtmlWriter html, ArchiveChannel channel, IReadOnlyList<ExportedMessage> messages, bool images)
    {
        var first = messages[0];
        if (first.Kind == "service")
        {
            html.Write($"<p class=\"service\" id=\"m{first.MessageId}\"><bdi>{Sender(channel, first)}</bdi> {MessageDetails.Action(first.Media)}</p>\n");
            return;
        }

        html.Write($"<article id=\"m{first.MessageId}\">\n<div class=\"head\"><b dir=\"auto\">{Sender(channel, first)}</b>");
        if (first.Author is { } author)
            html.Write($" <bdi class=\"quiet\">{author}</bdi>");
        html.Write($"<span></span>");
        if (messages.Any(message => message.EditedAt is not null))
            html.Write($"<span class=\"quiet\">edited</span> ");
        if (messages.Any(message => message.DeletedAt is not null))
            html.Write($"<span class=\"gone\">deleted</span> ");
        html.Write($"<a class=\"quiet\" href=\"#m{first.MessageId}\"><time datetime=\"{first.PostedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\">{first.PostedAt.UtcDateTime:HH:mm}</time></a></div>\n");
        if (MessageDetails.Origin(first.ForwardedFrom) is { } source)
            html.Write($"<p class=\"forward\">Forwarded from <b dir=\"auto\">{source}</b></p>\n");
        Reply(html, channel, first);

        Media(html, messages, images);
        foreach (var message in messages.Where(message => message.Text.Length > 0))
        {
            html.Write($"<div class=\"text\" dir=\"auto\">");
            FormattedText.Write(html, message.Text, message.Entities);
            html.Write($"</div>\n");
        }

        Numbers(html, messages);
        html.Write($"</article>\n");
    }

    static string Sender(ArchiveChannel channel, ExportedMessage message) => message.SenderName ?? (message.ByChannel ? channel.Channel.Title : "Deleted account");

    static void Reply(HtmlWriter html, ArchiveChannel channel, ExportedMessage message)
    {
        if (message.ReplyTo is not { } id)
            return;
        if (message.RepliedPostedAt is not { } posted)
        {
            html.Write($"<p class=\"reply\">In reply to message {id}, which is not here</p>\n");
            return;
        }

        var text = string.IsNullOrWhiteSpace(message.RepliedText) ? $"message {id}" : message.RepliedText;
        if (channel.PageOf(id, posted) is { } page)
            html.Write($"<a class=\"reply\" dir=\"auto\" href=\"{page.File}#m{id}\">{text}</a>\n");
        else
            html.Write($"<p class=\"reply\" dir=\"auto\">{text}</p>\n");
    }

    static void Media(HtmlWriter html, IReadOnlyList<ExportedMessage> messages, bool images)
    {
        var shown = images ? messages.Where(message => message.ImagePath is not null).ToList() : [];
        if (shown.Count > 0)
            html.Write($"<div class=\"{(shown.Count == 1 ? "picture" : "album")}\">");
        foreach (var message in shown)
        {
            html.Write($"<a href=\"../images/{message.ImagePath}\"");
            // The first of an album is the article itself.
            if (message != messages[0])
                html.Write($" id=\"m{message.MessageId}\"");
            html.Write($"><img src=\"../images/{message.ImagePath}\" alt=\"Picture of message {message.MessageId}\" loading=\"lazy\"");
            if (message.ImageWidth is { } width && message.ImageHeight is { } height)
                html.Write($" width=\"{width}\" height=\"{height}\"");
            html.Write($"></a>");
        }

        if (shown.Count > 0)
            html.Write($"</div>\n");
        foreach (var message in messages.Where(message => message.MediaKind is not null && !shown.Contains(message)))
            html.Write($"<p class=\"media\">{MessageDetails.Media(message.MediaKind!, message.Media)}</p>\n");
    }

    static void Numbers(HtmlWriter html, IReadOnlyList<ExportedMessage> messages)
    {
        var reactions = messages.SelectMany(message => MessageDetails.Reactions(message.Reactions)).ToList();
        var first = messages[0];
        if (reactions.Count == 0 && first.Views is null && first.Forwards is null && first.Replies is null)
            return;

        html.Write($"<div class=\"numbers\">");
        foreach (var (sign, count) in reactions)
            html.Write($"<span class=\"reaction\">{sign} {count:N0}</span>");
        html.Write($"<span></span>");
        if (first.Replies is > 0)
            html.Write($"<span class=\"quiet\">{Counted.Of(first.Replies.Value, "reply", "replies")}</span>");
        if (first.Forwards is > 0)
            html.Write($"<span class=\"quiet\">{Counted.Of(first.Forwards.Value, "forward", "forwards")}</span>");
        if (first.Views is > 0)
            html.Write($"<span class=\"quiet\">{Counted.Of(first.Views.Value, "view", "views")}</span>");
        html.Write($"</div>\n");
    }
}
