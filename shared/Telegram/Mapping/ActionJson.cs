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
            case MessageActionChannelCreate created:
                writer.WriteString("title"u8, PlainText.Of(created.title));
                break;
            case MessageActionTopicCreate created:
                writer.WriteString("title"u8, PlainText.Of(created.title));
                break;
            case MessageActionChatEditTitle edited:
                writer.WriteString("title"u8, PlainText.Of(edited.title));
                break;
            case MessageActionChannelMigrateFrom migrated:
                writer.WriteString("title"u8, PlainText.Of(migrated.title));
                writer.WriteNumber("chat_id"u8, migrated.chat_id);
                break;
            case MessageActionChatMigrateTo migrated:
                writer.WriteNumber("channel_id"u8, migrated.channel_id);
                break;
            case MessageActionSetMessagesTTL set:
                writer.WriteNumber("period"u8, set.period);
                break;
            case MessageActionGameScore game:
                writer.WriteNumber("score"u8, game.score);
                break;
            case MessageActionGroupCall call:
                if (call.duration > 0)
                    writer.WriteNumber("duration"u8, call.duration);
                break;
            case MessageActionGroupCallScheduled scheduled:
                writer.WriteNumber("schedule_date"u8, TlJson.UnixSeconds(scheduled.schedule_date));
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
            case var _ when TlType.Of(action.GetType()).Members is []:
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
