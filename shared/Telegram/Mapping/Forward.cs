using Collector.Contracts;
using TL;

namespace Collector.Telegram.Mapping;

static class Forward
{
    public static RawJson? Map(MessageFwdHeader? forward, MappingContext context)
    {
        if (forward is null)
            return null;
        var writer = context.Output.Begin();
        writer.WriteStartObject();
        if ((context.NameOf(forward.from_id) ?? forward.from_name) is { Length: > 0 } name)
            writer.WriteString("name"u8, PlainText.Of(name));
        if (PeerIds.Of(forward.from_id) is { } id)
            writer.WriteString("id"u8, id);
        if (forward.flags.HasFlag(MessageFwdHeader.Flags.has_channel_post))
            writer.WriteNumber("message_id"u8, forward.channel_post);
        writer.WriteString("date"u8, forward.date);
        if (forward.post_author is { Length: > 0 } author)
            writer.WriteString("author"u8, PlainText.Of(author));
        if ((context.NameOf(forward.saved_from_peer) ?? forward.saved_from_name) is { Length: > 0 } saved)
            writer.WriteString("saved_from"u8, PlainText.Of(saved));
        writer.WriteEndObject();
        return context.Output.End();
    }
}
