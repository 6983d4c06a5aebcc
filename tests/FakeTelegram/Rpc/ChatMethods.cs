using System.Text.RegularExpressions;
using Collector.FakeTelegram.Worlds;
using TL;

namespace Collector.FakeTelegram.Rpc;

/// <summary>Finding chats, and what they are.</summary>
sealed partial class ChatMethods(Engine engine)
{
    public Contacts_ResolvedPeer Resolve(Call call, string username)
    {
        if (!Usernames().IsMatch(username))
            throw RpcErrorException.Bad("USERNAME_INVALID");
        if (engine.World.Chat(username) is not { IsGone: false } chat)
            throw RpcErrorException.Bad("USERNAME_NOT_OCCUPIED");
        return new() { peer = chat.Peer, chats = Views(call, [chat]), users = [] };
    }

    public ChatInviteBase CheckInvite(Call call, string hash)
    {
        var chat = Invited(hash);
        if (chat.HasMember(call.Account))
            return new ChatInviteAlready { chat = chat.ToChat(call.Account) };
        return new ChatInvite
        {
            flags = chat.Kind switch
            {
                ChatKind.Channel => ChatInvite.Flags.channel | ChatInvite.Flags.broadcast,
                ChatKind.Supergroup => ChatInvite.Flags.channel | ChatInvite.Flags.megagroup,
                _ => 0,
            },
            title = chat.Title,
            photo = new PhotoEmpty(),
            participants_count = chat.Members.Count,
        };
    }

    public Messages_Chats Channels(Call call, InputChannelBase[] channels) =>
        new() { chats = Views(call, [.. channels.Select(channel => Known(call, (channel as InputChannel)?.channel_id ?? 0, (channel as InputChannel)?.access_hash ?? 0))]) };

    public Messages_Chats Groups(Call call, long[] ids) => new() { chats = Views(call, [.. ids.Select(Group)]) };

    public Messages_ChatFull FullChannel(Call call, InputChannelBase channel) => Full(call, Channel(call, channel));

    public Messages_ChatFull FullGroup(Call call, long id) => Full(call, Readable(call, Group(id)));

    public Messages_DialogsBase Dialogs(Call call, TL.Methods.Messages_GetDialogs query)
    {
        // The newest first, then those without messages. Who names no date is shown the beginning.
        var mine = engine.World.Chats.Where(chat => chat.HasMember(call.Account))
            .Select(chat => (Chat: chat, Date: chat.Message(chat.TopMessageId)?.Date ?? default)).OrderByDescending(each => each.Date).ThenBy(each => each.Chat.Id).ToArray();
        var (date, peer) = (query.offset_date, query.offset_peer?.ID ?? 0);
        var shown = mine.Where(each => date == default || each.Date < date || (each.Date == date && each.Chat.Id > peer)).Take(Math.Clamp(query.limit, 1, 100)).Select(each => each.Chat).ToArray();
        var (peers, personal) = (new Peers(engine.World, call.Account), new Personal(call.Account, engine.FileReferences));
        var messages = shown.Select(chat => chat.Message(chat.TopMessageId)).OfType<MessageBase>().ToArray();
        foreach (var chat in shown)
            peers.Add(chat);
        foreach (var message in messages)
        {
            peers.Add(message);
            personal.Apply(message);
        }

        var dialogs = shown.Select(chat => new Dialog { peer = chat.Peer, top_message = chat.TopMessageId, notify_settings = new() }).ToArray();
        return shown.Length < mine.Length
            ? new Messages_DialogsSlice { count = mine.Length, dialogs = dialogs, messages = messages, chats = peers.Chats, users = peers.Users }
            : new Messages_Dialogs { dialogs = dialogs, messages = messages, chats = peers.Chats, users = peers.Users };
    }

    /// <exception cref="RpcErrorException">It is unknown, or the account may not read it.</exception>
    public FakeChat Peer(Call call, InputPeer peer) => peer switch
    {
        InputPeerChannel channel => Readable(call, Known(call, channel.channel_id, channel.access_hash)),
        InputPeerChat group => Readable(call, Group(group.chat_id)),
        _ => throw RpcErrorException.Bad("PEER_ID_INVALID"),
    };

    public FakeChat Channel(Call call, InputChannelBase channel) => channel is InputChannel { channel_id: var id, access_hash: var hash }
        ? Readable(call, Known(call, id, hash))
        : throw RpcErrorException.Bad("CHANNEL_INVALID");

    static FakeChat Readable(Call call, FakeChat chat) => chat.CanRead(call.Account)
        ? chat
        : throw RpcErrorException.Bad(chat.Kind is ChatKind.BasicGroup ? "PEER_ID_INVALID" : "CHANNEL_PRIVATE");

    static Dictionary<long, ChatBase> Views(Call call, IEnumerable<FakeChat> chats) => chats.ToDictionary(chat => chat.Id, chat => chat.ToChat(call.Account));

    static Messages_ChatFull Full(Call call, FakeChat chat) => new()
    {
        full_chat = chat.ToFullChat(call.Account),
        chats = Views(call, chat.MigratedFrom is { } old ? [chat, old] : [chat]),
        users = [],
    };

    FakeChat Known(Call call, long id, long hash) => engine.World.Chat(id) is { Kind: not ChatKind.BasicGroup } chat && hash == call.Account.AccessHash(id)
        ? chat
        : throw RpcErrorException.Bad("CHANNEL_INVALID");

    FakeChat Group(long id) => engine.World.Chat(id) is { Kind: ChatKind.BasicGroup } chat ? chat : throw RpcErrorException.Bad("PEER_ID_INVALID");

    FakeChat Invited(string hash) => engine.World.Invited(hash) is { IsGone: false } chat ? chat : throw RpcErrorException.Bad("INVITE_HASH_EXPIRED");

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{3,31}$")]
    private static partial Regex Usernames();
}
