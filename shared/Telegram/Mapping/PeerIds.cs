using TL;

namespace Collector.Telegram.Mapping;

static class PeerIds
{
    /// <returns><c>user</c>, <c>chat</c> or <c>channel</c>, followed by the bare id.</returns>
    public static string? Of(Peer? peer) => peer switch
    {
        PeerUser { user_id: var id } => $"user{id}",
        PeerChat { chat_id: var id } => $"chat{id}",
        PeerChannel { channel_id: var id } => $"channel{id}",
        _ => null,
    };

    public static bool Same(Peer? one, Peer? other) => Of(one) == Of(other);
}
