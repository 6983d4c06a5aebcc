using Collector.Contracts;
using Collector.Sources;
using TL;

namespace Collector.Telegram.Mapping;

static class Reactions
{
    public static RawJson? Map(MessageReactions? reactions, JsonOutput output)
    {
        if (reactions?.results is not { Length: > 0 } results)
            return null;
        var writer = output.Begin();
        writer.WriteStartArray();
        foreach (var result in results)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, TlNames.Snake(result.reaction?.GetType() ?? typeof(Reaction), "Reaction"));
            writer.WriteNumber("count"u8, result.count);
            if (result.reaction is ReactionEmoji emoji)
                writer.WriteString("emoji"u8, PlainText.Of(emoji.emoticon));
            else if (result.reaction is ReactionCustomEmoji custom)
                writer.WriteString("document_id"u8, $"{custom.document_id}");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        return output.End();
    }
}
