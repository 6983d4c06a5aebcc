using Collector.FakeTelegram.Worlds;
using TL;

namespace Collector.FakeTelegram.Rpc;

/// <summary>The users and chats that a page of messages speaks of.</summary>
sealed class Peers(World world, FakeAccount viewer)
{
    public Dictionary<long, User> Users { get; } = [];

    public Dictionary<long, ChatBase> Chats { get; } = [];

    public void Add(FakeChat chat) => Chats[chat.Id] = chat.ToChat(viewer);

    public void Add(MessageBase message)
    {
        Add(message.Peer);
        Add(message.From);
        Add((message.ReplyTo as MessageReplyHeader)?.reply_to_peer_id);
        foreach (var reaction in message.Reactions?.recent_reactions ?? [])
            Add(reaction.peer_id);
        switch (message)
        {
            case Message post:
                Add(post.fwd_from?.from_id);
                Add(post.fwd_from?.saved_from_peer);
                AddUser(post.via_bot_id);
                foreach (var mention in post.entities?.OfType<MessageEntityMentionName>() ?? [])
                    AddUser(mention.user_id);
                break;
            case MessageService service:
                Add(service.action);
                break;
        }
    }

    void Add(MessageAction action)
    {
        switch (action)
        {
            case MessageActionChatCreate create:
                AddUsers(create.users);
                break;
            case MessageActionChatAddUser add:
                AddUsers(add.users);
                break;
            case MessageActionChatDeleteUser delete:
                AddUser(delete.user_id);
                break;
            case MessageActionChatJoinedByLink joined:
                AddUser(joined.inviter_id);
                break;
            case MessageActionChatMigrateTo to:
                AddChat(to.channel_id);
                break;
            case MessageActionChannelMigrateFrom from:
                AddChat(from.chat_id);
                break;
        }
    }

    void Add(Peer? peer)
    {
        if (peer is PeerUser user)
            AddUser(user.user_id);
        else if (peer is not null)
            AddChat(peer.ID);
    }

    void AddUsers(long[] ids)
    {
        foreach (var id in ids)
            AddUser(id);
    }

    void AddUser(long id)
    {
        if (id != 0 && !Users.ContainsKey(id) && (People.ToUser(id, viewer) ?? world.Account(id)?.ToUser(viewer)) is { } user)
            Users[id] = user;
    }

    void AddChat(long id)
    {
        if (!Chats.ContainsKey(id) && (People.ToChannel(id, viewer) ?? world.Chat(id)?.ToChat(viewer)) is { } chat)
            Chats[id] = chat;
    }
}
