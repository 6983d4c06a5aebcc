using Collector.FakeTelegram.Worlds;
using TL;
using TL.Methods;

namespace Collector.FakeTelegram.Rpc;

/// <summary>Reading messages.</summary>
sealed class MessageMethods(Engine engine)
{
    const int LongestPage = 100;

    public Messages_MessagesBase History(Call call, Messages_GetHistory query)
    {
        var chat = Chat(call, query.peer);
        var offset = query.offset_id == 0 ? int.MaxValue : query.offset_id;
        var ids = chat.Ids(query.max_id > 0 ? Math.Min(offset, query.max_id) : offset, query.min_id, Math.Min(query.limit, LongestPage));
        return new Messages_ChannelMessages
        {
            pts = 1,
            count = chat.Count,
            messages = [.. ids.Select(id => chat.Message(id)!)],
            topics = [],
            chats = new() { [chat.Id] = chat.ToChat(call.Account) },
            users = [],
        };
    }

    FakeChat Chat(Call call, InputPeer peer) => peer is InputPeerChannel { channel_id: var id, access_hash: var hash }
        && engine.World.Chat(id) is { } chat && hash == call.Account.AccessHash(id) ? chat : throw RpcErrorException.Bad("CHANNEL_INVALID");
}
