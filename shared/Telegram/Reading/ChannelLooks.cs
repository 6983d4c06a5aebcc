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
        var full = peer.Kind == Peer.BasicGroup
            ? await account.CallAsync(CallClass.Resolve, channel.Name, new Messages_GetFullChat { chat_id = peer.PeerId }, null, cancellationToken)
            : await account.CallAsync(CallClass.Resolve, channel.Name, new Channels_GetFullChannel { channel = peer.Channel }, null, cancellationToken);
        var chat = full.chats.GetValueOrDefault(peer.PeerId);
        var (top, count) = await HistoryReader.NewestAsync(account, channel, peer, cancellationToken);
        return new()
        {
            Title = chat?.Title is { Length: > 0 } title ? PlainText.Of(title) : null,
            Handle = (chat as Channel)?.MainUsername,
            Kind = peer.Kind,
            TelegramId = peer.PeerId,
            First = full.full_chat is ChannelFull { available_min_id: var hidden } ? hidden + 1 : 1,
            Top = top,
            Reported = count,
            OtherPart = OtherPart(full.full_chat, chat),
        };
    }

    static ChannelPart? OtherPart(ChatFullBase full, ChatBase? chat) => (full, chat) switch
    {
        (ChannelFull { migrated_from_chat_id: > 0 and var old }, _) => new(new ChannelAddress(ChannelAddressKind.BasicGroup, $"{old}").Canonical, old),
        (_, Chat { migrated_to: InputChannel { channel_id: var successor } }) => new(new ChannelAddress(ChannelAddressKind.Id, $"{successor}").Canonical, successor),
        _ => null,
    };
}
