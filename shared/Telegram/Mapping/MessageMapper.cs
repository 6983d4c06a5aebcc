using Collector.Contracts;
using TL;

namespace Collector.Telegram.Mapping;

/// <summary>Turns Telegram's messages into rows of the same shape as those of an export.</summary>
static class MessageMapper
{
    /// <returns>Null when Telegram only says that there is no message of this id.</returns>
    public static CollectedMessage? Map(MessageBase source, MappingContext context) => source switch
    {
        Message message => Map(message, context),
        MessageService service => Map(service, context),
        _ => null,
    };

    static CollectedMessage Map(Message message, MappingContext context)
    {
        var viewed = message.flags.HasFlag(Message.Flags.has_views);
        return Common(message, context) with
        {
            Kind = "message",
            EditedAt = message.flags.HasFlag(Message.Flags.has_edit_date) ? Date(message.edit_date) : null,
            Author = message.post_author is { Length: > 0 } author ? PlainText.Of(author) : null,
            Text = PlainText.Of(message.message),
            Entities = Entities.Map(message.message, message.entities, context.Output),
            ReplyTo = ReplyTo(message),
            ForwardedFrom = Forward.Map(message.fwd_from, context),
            Views = viewed ? message.views : null,
            Forwards = viewed ? message.forwards : null,
            Replies = message.replies?.replies,
            GroupedId = message.flags.HasFlag(Message.Flags.has_grouped_id) ? message.grouped_id : null,
            MediaKind = MediaKinds.Of(message.media),
            Media = MediaJson.Map(message.media, context),
            ViaBot = message.flags.HasFlag(Message.Flags.has_via_bot_id) ? context.BotOf(message.via_bot_id) : null,
            TtlPeriod = message.flags.HasFlag(Message.Flags.has_ttl_period) ? message.ttl_period : null,
            NoForwards = message.flags.HasFlag(Message.Flags.noforwards),
        };
    }

    static CollectedMessage Map(MessageService message, MappingContext context) => Common(message, context) with
    {
        Kind = "service",
        Media = ActionJson.Map(message, context),
        TtlPeriod = message.flags.HasFlag(MessageService.Flags.has_ttl_period) ? message.ttl_period : null,
    };

    // A channel's post has no sender but the channel itself, as in an export.
    static CollectedMessage Common(MessageBase message, MappingContext context) => new()
    {
        Id = message.ID,
        PostedAt = Date(message.Date),
        Kind = "",
        Text = "",
        SenderId = PeerIds.Of(message.From ?? message.Peer),
        SenderName = context.NameOf(message.From ?? message.Peer),
        Reactions = Reactions.Map(message.Reactions, context.Output),
        ImageId = MessageImages.Of(message, context.Images) is [var image, ..] ? image.ImageId : null,
        Raw = context.KeepRaw ? TlJson.Map(message, context.Output) : null,
    };

    static int? ReplyTo(Message message) =>
        message.reply_to is MessageReplyHeader { reply_to_msg_id: > 0 } reply && (reply.reply_to_peer_id is null || PeerIds.Same(reply.reply_to_peer_id, message.peer_id))
            ? reply.reply_to_msg_id
            : null;

    // The library reads a missing date as year 1.
    static DateTimeOffset Date(DateTime date) => date < DateTime.UnixEpoch ? DateTimeOffset.UnixEpoch : new(DateTime.SpecifyKind(date, DateTimeKind.Utc));
}
