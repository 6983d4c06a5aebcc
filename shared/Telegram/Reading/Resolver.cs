using System.Globalization;
using Collector.Contracts;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using TL;
using TL.Methods;

namespace Collector.Telegram.Reading;

/// <summary>Finds a channel at Telegram for an account, once: look-ups flood early and for hours.</summary>
sealed class Resolver(AccountChannels channels)
{
    const int Page = 100;

    /// <exception cref="UnreadableException">The account does not find it, or cannot read it.</exception>
    public async Task<Peer> FindAsync(HeldAccount account, ChannelRef channel, CancellationToken cancellationToken) =>
        await channels.PeerAsync(account.Id, channel.Id, cancellationToken) ?? await ResolveAsync(account, channel, cancellationToken);

    /// <summary>As <see cref="FindAsync"/>, asking Telegram whatever is known.</summary>
    public async Task<Peer> ResolveAsync(HeldAccount account, ChannelRef channel, CancellationToken cancellationToken)
    {
        var address = ChannelAddress.Parse(channel.Address);
        var found = address.Kind switch
        {
            ChannelAddressKind.Name => await ByNameAsync(account, channel, address.Value, cancellationToken),
            ChannelAddressKind.Invitation => await ByInvitationAsync(account, channel, address.Value, cancellationToken),
            ChannelAddressKind.BasicGroup => await BasicGroupAsync(account, channel, long.Parse(address.Value, CultureInfo.InvariantCulture), cancellationToken),
            _ => await ByIdAsync(account, channel, long.Parse(address.Value, CultureInfo.InvariantCulture), cancellationToken),
        };
        var peer = Peer.Of(found) ?? throw new UnreadableException("banned", $"{channel.Name}: the account was removed from it");
        if (channel.TelegramId is { } known && known != peer.PeerId)
            throw new UnreadableException("gone", $"{channel.Name}: {channel.Address} is another channel's name by now; add this one by its id, {known}, if an account is a member of it");
        await channels.ReadableAsync(account.Id, channel.Id, peer, cancellationToken);
        return peer;
    }

    static async Task<ChatBase> ByNameAsync(HeldAccount account, ChannelRef channel, string name, CancellationToken cancellationToken)
    {
        var resolved = await account.CallAsync(CallClass.Resolve, channel.Name, new Contacts_ResolveUsername { username = name }, null, cancellationToken);
        return resolved.Chat ?? throw new UnreadableException("gone", $"{channel.Name}: @{name} is a person or a bot, not a channel");
    }

    static async Task<ChatBase> ByInvitationAsync(HeldAccount account, ChannelRef channel, string hash, CancellationToken cancellationToken)
    {
        var invitation = await account.CallAsync(CallClass.Resolve, channel.Name, new Messages_CheckChatInvite { hash = hash }, null, cancellationToken);
        return invitation is ChatInviteAlready { chat: var chat }
            ? chat
            : throw new UnreadableException("left", $"{channel.Name}: the account is no member yet; join by the invitation in an official app, then collect it again");
    }

    static async Task<ChatBase?> BasicGroupAsync(HeldAccount account, ChannelRef channel, long id, CancellationToken cancellationToken)
    {
        var known = await account.CallAsync(CallClass.Resolve, channel.Name, new Messages_GetChats { id = [id] }, null, cancellationToken);
        return known.chats.GetValueOrDefault(id);
    }

    // A bare id says nothing to Telegram; an account knows the hash only of chats in its own list.
    static async Task<ChatBase> ByIdAsync(HeldAccount account, ChannelRef channel, long id, CancellationToken cancellationToken)
    {
        var next = new Messages_GetDialogs { limit = Page };
        while (true)
        {
            var answer = await account.CallAsync(CallClass.Resolve, channel.Name, next, null, cancellationToken);
            if (answer is not Messages_Dialogs page || page.dialogs.Length == 0)
                break;
            if (page.chats.TryGetValue(id, out var found))
                return found;
            if (page is not Messages_DialogsSlice || page.dialogs[^1] is not Dialog last)
                break;
            var newest = page.messages.LastOrDefault(message => message.ID == last.top_message && message.Peer.ID == last.peer.ID);
            next = new()
            {
                offset_date = newest?.Date ?? default,
                offset_id = last.top_message,
                offset_peer = page.UserOrChat(last)?.ToInputPeer(),
                limit = Page,
            };
        }

        throw new UnreadableException("left", $"{channel.Name}: the account has no chat with the id {id}; join it in an official app, or add it by its name");
    }
}
