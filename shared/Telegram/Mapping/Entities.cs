using Collector.Contracts;
using Collector.Sources;
using TL;

namespace Collector.Telegram.Mapping;

static class Entities
{
    public static RawJson? Map(string? text, MessageEntity[]? entities, JsonOutput output)
    {
        if (entities is not { Length: > 0 })
            return null;
        text ??= "";
        var writer = output.Begin();
        writer.WriteStartArray();
        foreach (var entity in entities)
        {
            var start = PlainText.Position(text, entity.offset);
            writer.WriteStartObject();
            writer.WriteString("type"u8, TypeOf(entity));
            writer.WriteNumber("offset"u8, start);
            writer.WriteNumber("length"u8, PlainText.Position(text, entity.offset + entity.length) - start);
            switch (entity)
            {
                case MessageEntityPre pre:
                    writer.WriteString("language"u8, PlainText.Of(pre.language));
                    break;
                case MessageEntityTextUrl link:
                    writer.WriteString("href"u8, PlainText.Of(link.url));
                    break;
                case MessageEntityMentionName mention:
                    writer.WriteNumber("user_id"u8, mention.user_id);
                    break;
                case MessageEntityCustomEmoji emoji:
                    writer.WriteString("document_id"u8, $"{emoji.document_id}");
                    break;
                case MessageEntityBlockquote quote when quote.flags.HasFlag(MessageEntityBlockquote.Flags.collapsed):
                    writer.WriteBoolean("collapsed"u8, true);
                    break;
                case MessageEntityFormattedDate date:
                    writer.WriteString("date"u8, date.date);
                    break;
                case MessageEntityDiffReplace replaced:
                    writer.WriteString("old_text"u8, PlainText.Of(replaced.old_text));
                    break;
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        return output.End();
    }

    /// <returns>The name that an export gives it; for what exports do not know, Telegram's own.</returns>
    public static string TypeOf(MessageEntity entity) => entity switch
    {
        MessageEntityUrl => "link",
        MessageEntityTextUrl => "text_link",
        MessageEntityStrike => "strikethrough",
        _ => TlNames.Snake(entity.GetType(), "MessageEntity"),
    };
}
