using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>A chat as an account sees it.</summary>
static class ChatViews
{
    public static ChatBase ToChat(this FakeChat chat, FakeAccount viewer) => (chat.Kind, chat.CanRead(viewer)) switch
    {
        (ChatKind.BasicGroup, false) => new ChatForbidden { id = chat.Id, title = chat.Title },
        (ChatKind.BasicGroup, true) => Group(chat, viewer),
        (var kind, false) => new ChannelForbidden
        {
            flags = kind is ChatKind.Channel ? ChannelForbidden.Flags.broadcast : ChannelForbidden.Flags.megagroup,
            id = chat.Id,
            access_hash = viewer.AccessHash(chat.Id),
            title = chat.Title,
        },
        _ => Channel(chat, viewer),
    };

    public static ChatFullBase ToFullChat(this FakeChat chat, FakeAccount viewer) => chat.Kind is ChatKind.BasicGroup
        ? new ChatFull
        {
            id = chat.Id,
            about = chat.About,
            participants = new ChatParticipantsForbidden { chat_id = chat.Id },
            notify_settings = new(),
        }
        : Presence.Mark(new ChannelFull
        {
            id = chat.Id,
            about = chat.About,
            participants_count = 1_000 + chat.Members.Count,
            chat_photo = new PhotoEmpty(),
            notify_settings = new(),
            bot_info = [],
            available_min_id = chat.AvailableMinIdFor(viewer),
            migrated_from_chat_id = chat.MigratedFrom?.Id ?? 0,
            migrated_from_max_id = chat.MigratedFrom?.TopMessageId ?? 0,
            pts = 1,
        });

    static Channel Channel(FakeChat chat, FakeAccount viewer) => new()
    {
        flags = TL.Channel.Flags.has_access_hash
            | (chat.Kind is ChatKind.Channel ? TL.Channel.Flags.broadcast : TL.Channel.Flags.megagroup)
            | (chat.Username is null ? 0 : TL.Channel.Flags.has_username)
            | (chat.NoForwards ? TL.Channel.Flags.noforwards : 0)
            | (chat.HasMember(viewer) ? 0 : TL.Channel.Flags.left),
        id = chat.Id,
        access_hash = viewer.AccessHash(chat.Id),
        title = chat.Title,
        username = chat.Username,
        date = Invention.First.UtcDateTime,
    };

    static Chat Group(FakeChat chat, FakeAccount viewer) => new()
    {
        flags = (chat.NoForwards ? Chat.Flags.noforwards : 0) | (chat.MigratedTo is null ? 0 : Chat.Flags.has_migrated_to | Chat.Flags.deactivated),
        id = chat.Id,
        title = chat.Title,
        participants_count = chat.Members.Count,
        date = Invention.First.UtcDateTime,
        version = 1,
        migrated_to = chat.MigratedTo is { } group ? new InputChannel(group.Id, viewer.AccessHash(group.Id)) : null,
    };
}
