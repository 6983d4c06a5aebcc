using System.Text.Json;
using Collector.Contracts;
using TL;

namespace Collector.Telegram.Mapping;

/// <summary>What a service message tells: <c>action</c>, then the members of an export, or those of the schema where exports have none.</summary>
static class ActionJson
{
    public static RawJson? Map(MessageService message, MappingContext context)
    {
        if (message.action is not { } action)
            return null;
        var writer = context.Output.Begin();
        writer.WriteStartObject();
        writer.WriteString("action"u8, ActionNames.Of(action));
        if (message.reply_to is MessageReplyHeader { reply_to_msg_id: > 0 and var id })
            writer.WriteNumber(action is MessageActionGameScore ? "game_message_id" : action is MessageActionPaymentSent ? "invoice_message_id" : "message_id", id);
        Write(writer, action, context);
        writer.WriteEndObject();
        return context.Output.End();
    }

    static void Write(Utf8JsonWriter writer, MessageAction action, MappingContext context)
    {
        switch (action)
        {
            case MessageActionChatCreate created:
                writer.WriteString("title"u8, PlainText.Of(created.title));
                WriteMembers(writer, created.users, context);
                break;
            case MessageActionChatAddUser added:
                WriteMembers(writer, added.users, context);
                break;
            case MessageActionChatDeleteUser removed:
                WriteMembers(writer, [removed.user_id], context);
                break;
            case MessageActionInviteToGroupCall invited:
                WriteMembers(writer, invited.users, context);
                break;
            case MessageActionChatJoinedByLink joined:
                writer.WriteString("inviter"u8, context.NameOf(joined.inviter_id));
                break;
            case MessageActionChatEditPhoto edited:
                FileJson.Write(writer, edited.photo);
                break;
            case MessageActionSuggestProfilePhoto suggested:
                FileJson.Write(writer, suggested.photo);
                break;
            case MessageActionPaymentSent paid:
                writer.WriteNumber("amount"u8, paid.total_amount);
                writer.WriteString("currency"u8, PlainText.Of(paid.currency));
                break;
            case MessageActionPhoneCall call:
                if (call.duration > 0)
                    writer.WriteNumber("duration_seconds"u8, call.duration);
                if (call.reason is { } reason)
                    writer.WriteString("discard_reason"u8, TlNames.Snake(reason.GetType(), "PhoneCallDiscardReason"));
                break;
            case MessageActionCustomAction custom:
                writer.WriteString("information_text"u8, PlainText.Of(custom.message));
                break;
            default:
                writer.WriteStartObject("details"u8);
                TlJson.WriteMembers(writer, action);
                writer.WriteEndObject();
                break;
        }
    }

    // Names, as in an export, which has null for somebody unknown.
    static void WriteMembers(Utf8JsonWriter writer, long[]? users, MappingContext context)
    {
        writer.WriteStartArray("members"u8);
        foreach (var user in users ?? [])
            writer.WriteStringValue(context.NameOf(user));
        writer.WriteEndArray();
    }
}
