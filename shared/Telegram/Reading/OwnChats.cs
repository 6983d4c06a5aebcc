using Collector.Contracts;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using TL;
using TL.Methods;

namespace Collector.Telegram.Reading;

/// <summary>The chats of an account's own list, in which alone Telegram tells what belongs to a bare id. Channels that are looked for together are one walk through it.</summary>
sealed class OwnChats(TimeProvider time)
{
    const int Page = 100;

    // Whoever joins a channel and asks again is to be right.
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    readonly Dictionary<int, Task<Walk>> walks = [];

    /// <returns>Null when the account has no chat of that id.</returns>
    public async Task<ChatBase?> FindAsync(HeldAccount account, ChannelRef channel, long id, CancellationToken cancellationToken)
    {
        Task<Walk>? walk;
        lock (walks)
            if (!walks.TryGetValue(account.Id, out walk) || (walk.IsCompleted && !(walk.IsCompletedSuccessfully && time.GetElapsedTime(walk.Result.EndedAt) < Fresh)))
                // Of whoever asks: none of them may end it for the others.
                walks[account.Id] = walk = Task.Run(() => WalkAsync(account, channel.Name), CancellationToken.None);
        return (await walk.WaitAsync(cancellationToken)).Chats.GetValueOrDefault(id);
    }

    async Task<Walk> WalkAsync(HeldAccount account, string channel)
    {
        var chats = new Dictionary<long, ChatBase>();
        var seen = new HashSet<long>();
        for (var next = new Messages_GetDialogs { limit = Page }; next is not null;)
        {
            var page = await account.CallAsync(CallClass.Other, channel, next, null, account.Lease.Lost) as Messages_Dialogs;
            foreach (var (id, chat) in page?.chats ?? [])
                chats[id] = chat;
            // A page of what was there already would be followed by itself, for ever.
            var before = seen.Count;
            seen.UnionWith(page?.dialogs.Select(dialog => dialog.Peer.ID) ?? []);
            next = page is Messages_DialogsSlice && seen.Count > before ? Behind(page) : null;
        }

        return new(chats, time.GetTimestamp());
    }

    // Where the list goes on is told by a date, which a chat without messages does not have.
    static Messages_GetDialogs? Behind(Messages_Dialogs page)
    {
        var messages = page.messages.Where(message => message.Date != default && message.Peer is not null).ToLookup(message => (message.Peer.ID, message.ID));
        return page.dialogs.OfType<Dialog>().Reverse()
            .Select(dialog => (Dialog: dialog, Newest: messages[(dialog.peer.ID, dialog.top_message)].FirstOrDefault()))
            .Where(each => each.Newest is not null)
            .Select(each => new Messages_GetDialogs
            {
                offset_date = each.Newest!.Date,
                offset_id = each.Dialog.top_message,
                offset_peer = page.UserOrChat(each.Dialog)?.ToInputPeer(),
                limit = Page,
            })
            .FirstOrDefault();
    }

    sealed record Walk(IReadOnlyDictionary<long, ChatBase> Chats, long EndedAt);
}
