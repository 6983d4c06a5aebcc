using Collector.Contracts;
using Collector.Sources;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using Collector.Telegram.Mapping;
using Microsoft.Extensions.Options;
using TL;
using TL.Methods;

namespace Collector.Telegram.Reading;

/// <summary>Pages of a channel's history.</summary>
sealed class HistoryReader(AccountChannels channels, IOptions<ReadingOptions> options, TimeProvider time)
{
    const int Page = 100;

    /// <summary>The newest page of the ids up to <paramref name="upTo"/>. It is never cut at <paramref name="after"/>: what it has below costs nothing, and saves the call that finds nothing more.</summary>
    /// <exception cref="AccountLostException">All of it is hidden from this account, which is noted.</exception>
    public async Task<HistoryPage> ReadAsync(HeldAccount account, ChannelRef channel, Peer peer, int after, int upTo, CancellationToken cancellationToken)
    {
        var observedAt = time.GetUtcNow();
        var found = await account.CallAsync(
            CallClass.History, channel.Name, new Messages_GetHistory { peer = peer.Input, offset_id = upTo + 1, limit = Page }, null, cancellationToken);
        // A short page is no end; an empty one is, unless the rest is hidden from this account.
        if (found.Messages.Length == 0)
        {
            var hidden = await ChannelLooks.HiddenAsync(account, channel, peer, cancellationToken);
            if (hidden >= upTo)
            {
                await channels.BeginsAsync(account.Id, channel.Id, hidden + 1, cancellationToken);
                throw new AccountLostException($"{channel.Name}: what came up to message {hidden} is hidden from this account");
            }

            after = Math.Max(after, hidden);
            return new(after, upTo, ProvesAbsence(peer) ? after : null, [], [], observedAt);
        }

        using var context = new MappingContext(Users(found), Chats(found), options.Value.KeepRaw) { Images = options.Value.Choice };
        var ascending = found.Messages.Where(message => message.ID <= upTo).OrderBy(message => message.ID).DistinctBy(message => message.ID).ToList();
        var below = found.Messages.Min(message => message.ID) - 1;
        return new(
            below, upTo, ProvesAbsence(peer) ? below : null,
            [.. ascending.Select(message => MessageMapper.Map(message, context)).OfType<CollectedMessage>()],
            [.. ascending.SelectMany(message => MessageImages.Of(message, context.Images)).DistinctBy(image => image.ImageId)],
            observedAt);
    }

    /// <summary>The newest message id, 0 when there is none, and how many messages Telegram counts, if it does.</summary>
    public static async Task<(int Top, int? Count)> NewestAsync(HeldAccount account, ChannelRef channel, Peer peer, CancellationToken cancellationToken)
    {
        var newest = await account.CallAsync(CallClass.History, channel.Name, new Messages_GetHistory { peer = peer.Input, limit = 1 }, null, cancellationToken);
        return (newest.Messages.FirstOrDefault()?.ID ?? 0, newest is Messages_ChannelMessages { flags: var flags } && flags.HasFlag(Messages_ChannelMessages.Flags.inexact) ? null : newest.Count);
    }

    // What a member deletes in a basic group, others may still have.
    static bool ProvesAbsence(Peer peer) => peer.Kind != Peer.BasicGroup;

    static Dictionary<long, User> Users(Messages_MessagesBase page) => page switch
    {
        Messages_Messages { users: var users } => users,
        Messages_ChannelMessages { users: var users } => users,
        _ => [],
    };

    static Dictionary<long, ChatBase> Chats(Messages_MessagesBase page) => page switch
    {
        Messages_Messages { chats: var chats } => chats,
        Messages_ChannelMessages { chats: var chats } => chats,
        _ => [],
    };
}
