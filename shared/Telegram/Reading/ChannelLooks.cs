using Collector.Contracts;
using Collector.Sources;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using Collector.Telegram.Mapping;
using TL;
using TL.Methods;

namespace Collector.Telegram.Reading;

/// <summary>What Telegram says of a channel itself.</summary>
static class ChannelLooks
{
    public static async Task<ChannelLook> LookAsync(HeldAccount account, ChannelRef channel, Peer peer, CancellationToken cancellationToken)
    {
        var full = await FullAsync(account, channel, peer, cancellationToken);
        var chat = full.chats.GetValueOrDefault(peer.PeerId);
        var (top, count) = await HistoryReader.NewestAsync(account, channel, peer, cancellationToken);
        return new()
        {
            Title = chat?.Title is { Length: > 0 } title ? PlainText.Of(title) : null,
            Handle = (chat as Channel)?.MainUsername,
            Kind = peer.Kind,
            TelegramId = peer.PeerId,
            First = Hidden(full) + 1,
            Top = top,
            Reported = count,
            OtherPart = OtherPart(full.full_chat, chat),
        };
    }

    /// <summary>The newest message id of what the account must not see, as of before it became a member; 0 when it may see all.</summary>
    public static async Task<int> HiddenAsync(HeldAccount account, ChannelRef channel, Peer peer, CancellationToken cancellationToken) =>
        Hidden(await FullAsync(account, channel, peer, cancellationToken));

    static int Hidden(Messages_ChatFull full) => (full.full_chat as ChannelFull)?.available_min_id ?? 0;

    static Task<Messages_ChatFull> FullAsync(HeldAccount account, ChannelRef channel, Peer peer, CancellationToken cancellationToken) => peer.Kind == Peer.BasicGroup
        ? account.CallAsync(CallClass.Other, channel.Name, new Messages_GetFullChat { chat_id = peer.PeerId }, null, cancellationToken)
        : account.CallAsync(CallClass.Other, channel.Name, new Channels_GetFullChannel { channel = peer.Channel }, null, cancellationToken);

    static ChannelPart? OtherPart(ChatFullBase full, ChatBase? chat) => (full, chat) switch
    {
        (ChannelFull { migrated_from_chat_id: > 0 and var old }, _) => new(new ChannelAddress(ChannelAddressKind.BasicGroup, $"{old}").Canonical, old),
        (_, Chat { migrated_to: InputChannel { channel_id: var successor } }) => new(new ChannelAddress(ChannelAddressKind.Id, $"{successor}").Canonical, successor),
        _ => null,
    };
}
