using Collector.Contracts;
using TL;

namespace Collector.Telegram.Reading;

/// <summary>A chat as one account may name it to Telegram.</summary>
/// <param name="Kind"><c>channel</c>, <c>supergroup</c> or <c>basic_group</c>.</param>
/// <param name="PeerId">Bare Telegram id.</param>
/// <param name="AccessHash">Belongs to the account; 0 for a basic group.</param>
sealed record Peer(string Kind, long PeerId, long AccessHash)
{
    public const string BasicGroup = "basic_group";

    public InputChannel Channel => new(PeerId, AccessHash);

    public InputPeer Input => Kind == BasicGroup ? new InputPeerChat(PeerId) : new InputPeerChannel(PeerId, AccessHash);

    /// <returns>Null for a chat that the account cannot read.</returns>
    public static Peer? Of(ChatBase? chat) => chat switch
    {
        Channel channel => new(channel.IsGroup ? "supergroup" : "channel", channel.id, channel.access_hash),
        Chat group => new(BasicGroup, group.id, 0),
        _ => null,
    };
}
