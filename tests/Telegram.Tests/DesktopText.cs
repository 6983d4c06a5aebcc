using System.Text.Json.Nodes;
using TL;
using JsonArray = System.Text.Json.Nodes.JsonArray;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace Collector.Telegram.Tests;

/// <summary>A text as Telegram Desktop exports it: cut into pieces, as a text where there is only one that is plain, and as objects.</summary>
static class DesktopText
{
    public static void Write(JsonObject json, string text, MessageEntity[] entities)
    {
        List<JsonObject> pieces = [];
        var end = 0;
        foreach (var entity in entities.Where(entity => entity.offset >= end))
        {
            Plain(entity.offset);
            pieces.Add(Piece(entity, text.Substring(entity.offset, entity.length)));
            end = entity.offset + entity.length;
        }
        Plain(text.Length);

        json["text"] = pieces.Count == 0 ? "" : pieces is [var only] && IsPlain(only) ? only["text"]!.DeepClone()
            : new JsonArray([.. pieces.Select(piece => IsPlain(piece) ? piece["text"]!.DeepClone() : piece.DeepClone())]);
        json["text_entities"] = new JsonArray([.. pieces]);

        void Plain(int till)
        {
            if (till > end)
                pieces.Add(new() { ["type"] = "plain", ["text"] = text[end..till] });
        }
    }

    static bool IsPlain(JsonObject piece) => (string?)piece["type"] == "plain";

    static JsonObject Piece(MessageEntity entity, string text)
    {
        var piece = new JsonObject { ["type"] = TypeOf(entity), ["text"] = text };
        switch (entity)
        {
            case MessageEntityTextUrl link:
                piece["href"] = link.url;
                break;
            case MessageEntityMentionName mention:
                piece["user_id"] = mention.user_id;
                break;
            case MessageEntityPre pre:
                piece["language"] = pre.language;
                break;
            case MessageEntityCustomEmoji:
                piece["document_id"] = "stickers/sticker.webp";
                break;
        }
        return piece;
    }

    static string TypeOf(MessageEntity entity) => entity switch
    {
        MessageEntityMention => "mention",
        MessageEntityHashtag => "hashtag",
        MessageEntityCashtag => "cashtag",
        MessageEntityBotCommand => "bot_command",
        MessageEntityUrl => "link",
        MessageEntityTextUrl => "text_link",
        MessageEntityEmail => "email",
        MessageEntityPhone => "phone",
        MessageEntityBankCard => "bank_card",
        MessageEntityBold => "bold",
        MessageEntityItalic => "italic",
        MessageEntityUnderline => "underline",
        MessageEntityStrike => "strikethrough",
        MessageEntitySpoiler => "spoiler",
        MessageEntityBlockquote => "blockquote",
        MessageEntityCode => "code",
        MessageEntityPre => "pre",
        MessageEntityMentionName => "mention_name",
        MessageEntityCustomEmoji => "custom_emoji",
        _ => "unknown",
    };
}
