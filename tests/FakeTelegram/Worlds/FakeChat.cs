using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>A channel or a group, and its messages.</summary>
public sealed class FakeChat
{
    readonly Lock turn = new();
    readonly Dictionary<int, byte[]?> written = [];
    readonly Invention invention;
    readonly HashSet<FakeAccount> members = [];
    int last;
    int count;

    internal FakeChat(World world, long id, ChatKind kind, string title, Invention invention)
    {
        (World, Id, Kind, Title, this.invention) = (world, id, kind, title, invention);
        (last, count) = (invention.Last, invention.Count);
    }

    public long Id { get; }

    public ChatKind Kind { get; }

    public string Title { get; set; }

    /// <summary>Null for one that only members see.</summary>
    public string? Username { get; set; }

    internal World World { get; }

    public int TopMessageId
    {
        get
        {
            lock (turn)
                return Newest(last + 1);
        }
    }

    /// <summary>How many messages there are.</summary>
    public int Count
    {
        get
        {
            lock (turn)
                return count;
        }
    }

    /// <summary>The ids of all messages, newest first.</summary>
    public IReadOnlyList<int> MessageIds => Ids(last + 1, 0, int.MaxValue);

    /// <returns>A copy, without what depends on the account that reads it; null when there is none.</returns>
    public MessageBase? Message(int id)
    {
        lock (turn)
            if (written.TryGetValue(id, out var bytes))
                return bytes is null ? null : Copy(bytes);
        return invention.Exists(id) ? invention.Create(id) : null;
    }

    internal Peer Peer => Kind is ChatKind.BasicGroup ? new PeerChat { chat_id = Id } : new PeerChannel { channel_id = Id };

    /// <returns>Ids below the first bound and above the second, newest first.</returns>
    internal List<int> Ids(int below, int above, int limit)
    {
        var ids = new List<int>(Math.Min(limit, 100));
        lock (turn)
            for (var id = Newest(below); id > above && ids.Count < limit; id = Newest(id))
                ids.Add(id);
        return ids;
    }

    internal bool CanRead(FakeAccount account) => Username is not null || members.Contains(account);

    internal ChatBase ToChat(FakeAccount viewer) => new Channel
    {
        flags = Channel.Flags.has_access_hash
            | (Kind is ChatKind.Channel ? Channel.Flags.broadcast : Channel.Flags.megagroup)
            | (Username is null ? 0 : Channel.Flags.has_username),
        id = Id,
        access_hash = viewer.AccessHash(Id),
        title = Title,
        username = Username,
        date = Invention.First.UtcDateTime,
    };

    static MessageBase Copy(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return (MessageBase)reader.ReadTLObject();
    }

    int Newest(int below)
    {
        var id = Math.Min(below - 1, last);
        while (id > 0 && !Exists(id))
            id--;
        return Math.Max(id, 0);
    }

    bool Exists(int id) => written.TryGetValue(id, out var bytes) ? bytes is not null : invention.Exists(id);
}
