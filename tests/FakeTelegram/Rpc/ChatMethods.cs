using Collector.FakeTelegram.Worlds;
using TL;

namespace Collector.FakeTelegram.Rpc;

/// <summary>Finding chats.</summary>
sealed class ChatMethods(Engine engine)
{
    public Contacts_ResolvedPeer Resolve(Call call, string username)
    {
        var chat = engine.World.Chat(username) ?? throw RpcErrorException.Bad("USERNAME_NOT_OCCUPIED");
        return new() { peer = chat.Peer, chats = new() { [chat.Id] = chat.ToChat(call.Account) }, users = [] };
    }
}
