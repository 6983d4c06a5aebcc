using Collector.FakeTelegram.Worlds;
using TL;
using TL.Methods;

namespace Collector.FakeTelegram.Rpc;

/// <summary>Reading messages.</summary>
sealed class MessageMethods(Engine engine, ChatMethods chats)
{
    const int LongestPage = 100;

    public Messages_MessagesBase History(Call call, Messages_GetHistory query)
    {
        var chat = chats.Peer(call, query.peer);
        if (query.offset_date != default)
            throw RpcErrorException.Bad("OFFSET_DATE_IS_NOT_FAKED");
        var (below, limit) = (query.offset_id > 0 ? query.offset_id : int.MaxValue, Math.Clamp(query.limit, 0, LongestPage));
        if (query.add_offset < 0)
        {
            (below, var missing) = chat.Above(below, -query.add_offset);
            limit = Math.Max(0, limit - missing);
        }

        if (query.max_id > 0)
            below = Math.Min(below, query.max_id);
        var skipped = Math.Max(0, query.add_offset);
        var ids = chat.Ids(below, Math.Max(query.min_id, chat.AvailableMinIdFor(call.Account)), limit + skipped);
        return Page(call, chat, ids.Skip(skipped).Select(chat.Message).OfType<MessageBase>(), chat.Count);
    }

    public Messages_MessagesBase ChannelMessages(Call call, Channels_GetMessages query)
    {
        var chat = chats.Channel(call, query.channel);
        return Page(call, chat, Ids(query.id).Select(id => (id > chat.AvailableMinIdFor(call.Account) ? chat.Message(id) : null) ?? Missing(id, chat.Peer)), 0);
    }

    /// <summary>An account's basic groups share one sequence of ids, so the chat need not be named.</summary>
    public Messages_MessagesBase Messages(Call call, Messages_GetMessages query)
    {
        var groups = engine.World.Chats.Where(chat => chat.Kind is ChatKind.BasicGroup && chat.CanRead(call.Account)).ToArray();
        return Page(call, null, Ids(query.id).Select(id => groups.Select(group => group.Message(id)).FirstOrDefault(message => message is not null) ?? Missing(id, null)), 0);
    }

    static MessageEmpty Missing(int id, Peer? peer) => new() { flags = peer is null ? 0 : MessageEmpty.Flags.has_peer_id, id = id, peer_id = peer };

    Messages_MessagesBase Page(Call call, FakeChat? chat, IEnumerable<MessageBase> found, int count)
    {
        var (peers, personal) = (new Peers(engine.World, call.Account), new Personal(call.Account, engine.FileReferences));
        if (chat is not null)
            peers.Add(chat);
        var messages = new List<MessageBase>(LongestPage);
        foreach (var message in found)
        {
            peers.Add(message);
            messages.Add(personal.Apply(message));
        }

        if (chat is { Kind: not ChatKind.BasicGroup })
            return new Messages_ChannelMessages
            {
                pts = 1,
                count = Math.Max(count, messages.Count),
                messages = [.. messages],
                topics = [],
                chats = peers.Chats,
                users = peers.Users,
            };
        return count > messages.Count
            ? new Messages_MessagesSlice { count = count, messages = [.. messages], topics = [], chats = peers.Chats, users = peers.Users }
            : new Messages_Messages { messages = [.. messages], topics = [], chats = peers.Chats, users = peers.Users };
    }

    static IEnumerable<int> Ids(InputMessage[] ids) => ids.Length <= LongestPage
        ? ids.OfType<InputMessageID>().Select(id => id.id)
        : throw RpcErrorException.Bad("MSG_IDS_TOO_MANY");
}
