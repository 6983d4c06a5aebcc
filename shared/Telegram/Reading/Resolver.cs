using System.Globalization;
using Collector.Contracts;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using TL;
using TL.Methods;

namespace Collector.Telegram.Reading;

/// <summary>Finds a channel at Telegram for an account, once: look-ups flood early and for hours.</summary>
sealed class Resolver(AccountChannels channels, OwnChats own)
{
    /// <summary>Reads with what is known of the channel; when Telegram does not accept that, once more with what it says itself.</summary>
    /// <exception cref="UnreadableException">The account does not find the channel, or cannot read it; that is noted.</exception>
    public async Task<T> ReadAsync<T>(HeldAccount account, ChannelRef channel, Func<Peer, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await read(await channels.PeerAsync(account.Id, channel.Id, cancellationToken) ?? await ResolveAsync(account, channel, cancellationToken));
            }
            catch (RpcException stale) when (stale.Message is "CHANNEL_INVALID" or "CHAT_ID_INVALID" or "PEER_ID_INVALID")
            {
                return await read(await ResolveAsync(account, channel, cancellationToken));
            }
        }
        catch (Exception refused) when (UnreadableException.Of(refused, channel.Name) is { } unreadable)
        {
            await channels.UnreadableAsync(account.Id, channel.Id, unreadable.State, unreadable.Message, cancellationToken);
            throw unreadable;
        }
    }

    async Task<Peer> ResolveAsync(HeldAccount account, ChannelRef channel, CancellationToken cancellationToken)
    {
        Peer peer;
        try
        {
            peer = await ByAddressAsync(account, channel, cancellationToken);
        }
        // Names change, and invitations expire; who is a member reads the channel all the same.
        catch (UnreadableException lost) when (lost.State is "gone" or "left" && channel.TelegramId is not null)
        {
            if (Peer.Of(await own.FindAsync(account, channel, channel.TelegramId.Value, cancellationToken)) is not { } mine)
                throw;
            peer = mine;
        }

        await channels.ReadableAsync(account.Id, channel.Id, peer, cancellationToken);
        return peer;
    }

    async Task<Peer> ByAddressAsync(HeldAccount account, ChannelRef channel, CancellationToken cancellationToken)
    {
        var address = ChannelAddress.Parse(channel.Address);
        ChatBase? found;
        try
        {
            found = address.Kind switch
            {
                ChannelAddressKind.Name => await ByNameAsync(account, channel, address.Value, cancellationToken),
                ChannelAddressKind.Invitation => await ByInvitationAsync(account, channel, address.Value, cancellationToken),
                ChannelAddressKind.BasicGroup => await BasicGroupAsync(account, channel, long.Parse(address.Value, CultureInfo.InvariantCulture), cancellationToken),
                _ => await ByIdAsync(account, channel, long.Parse(address.Value, CultureInfo.InvariantCulture), cancellationToken),
            };
        }
        catch (RpcException refused) when (UnreadableException.Of(refused, channel.Name) is { } unreadable)
        {
            throw unreadable;
        }

        var peer = Peer.Of(found) ?? throw new UnreadableException("banned", $"{channel.Name}: the account was removed from it");
        return channel.TelegramId is not { } known || known == peer.PeerId
            ? peer
            : throw new UnreadableException("gone", $"{channel.Name}: {channel.Address} is another channel's name by now; add this one by its id, {known}, if an account is a member of it");
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
        var known = await account.CallAsync(CallClass.Other, channel.Name, new Messages_GetChats { id = [id] }, null, cancellationToken);
        return known.chats.GetValueOrDefault(id);
    }

    // A bare id says nothing to Telegram; an account knows the hash only of chats in its own list.
    async Task<ChatBase> ByIdAsync(HeldAccount account, ChannelRef channel, long id, CancellationToken cancellationToken) =>
        await own.FindAsync(account, channel, id, cancellationToken)
        ?? throw new UnreadableException("left", $"{channel.Name}: the account has no chat with the id {id}; join it in an official app, or add it by its name");
}
