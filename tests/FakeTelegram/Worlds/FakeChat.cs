using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>A channel or a group, and its messages. It may change while clients read.</summary>
public sealed class FakeChat
{
    readonly Lock turn = new();
    readonly Dictionary<int, byte[]?> written = [];
    readonly Invention invention;
    readonly HashSet<FakeAccount> members = [];
    readonly HashSet<FakeAccount> banned = [];
    int last;
    int count;

    internal FakeChat(World world, long id, ChatKind kind, string title, Invention invention)
    {
        (World, Id, Kind, Title, this.invention) = (world, id, kind, title, invention);
        (last, count) = (invention.Last, invention.Count);
        InviteHash = Convert.ToHexString(BitConverter.GetBytes(Noise.Mix(world.Seed, id, 'i')));
    }

    public long Id { get; }

    public ChatKind Kind { get; }

    public string Title { get; set; }

    public string About { get; set; } = "";

    /// <summary>Null for one that only members see. A new one makes the old one unknown.</summary>
    public string? Username { get; set; }

    /// <summary>What follows <c>t.me/+</c> in the link that invites to it.</summary>
    public string InviteHash { get; set; }

    /// <summary>The owner forbids saving what is in it.</summary>
    public bool NoForwards { get; set; }

    /// <summary>Deleted, or closed by Telegram: nobody may read it any more.</summary>
    public bool IsGone { get; set; }

    /// <summary>Members see nothing up to it; 0 when they see everything.</summary>
    public int AvailableMinId { get; set; }

    /// <summary>The basic group that it was, and the last message of that.</summary>
    public FakeChat? MigratedFrom { get; private set; }

    public FakeChat? MigratedTo { get; private set; }

    public int TopMessageId
    {
        get
        {
            lock (turn)
                return Newest(int.MaxValue);
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
    public IReadOnlyList<int> MessageIds => Ids(int.MaxValue, 0, int.MaxValue);

    internal World World { get; }

    internal Peer Peer => Kind is ChatKind.BasicGroup ? new PeerChat { chat_id = Id } : new PeerChannel { channel_id = Id };

    internal IReadOnlyCollection<FakeAccount> Members
    {
        get
        {
            lock (turn)
                return [.. members];
        }
    }

    /// <returns>A copy, without what depends on the account that reads it; null when there is none.</returns>
    public MessageBase? Message(int id)
    {
        lock (turn)
            if (written.TryGetValue(id, out var bytes))
                return bytes is null ? null : Copy(bytes);
        return invention.Exists(id) ? invention.Create(id) : null;
    }

    /// <summary>Posts a message. Its id, chat and flags are set; so is its date when it has none.</summary>
    /// <returns>Its id.</returns>
    public int Add(MessageBase message)
    {
        lock (turn)
        {
            var date = Invention.End.UtcDateTime.AddMinutes(last + 1);
            var id = ++last;
            count++;
            switch (message)
            {
                case Message post:
                    (post.id, post.peer_id) = (id, Peer);
                    post.flags |= Kind is ChatKind.Channel ? TL.Message.Flags.post : 0;
                    post.date = post.date == default ? date : post.date;
                    post.message ??= "";
                    break;
                case MessageService service:
                    (service.id, service.peer_id) = (id, Peer);
                    service.flags |= Kind is ChatKind.Channel ? MessageService.Flags.post : 0;
                    service.date = service.date == default ? date : service.date;
                    break;
            }

            written[id] = Presence.Mark(message).ToBytes();
            return id;
        }
    }

    public int Add(string text) => Add(new Message { message = text });

    /// <summary>Posts a message of every kind there is.</summary>
    /// <returns>Their ids by kind, in the order in which they were posted.</returns>
    public IReadOnlyDictionary<string, int> AddOneOfEachKind() =>
        new OrderedDictionary<string, int>(Samples.All(World, this).Select(sample => KeyValuePair.Create(sample.Kind, Add(sample.Message))));

    /// <summary>Leaves out as many ids as if messages had been posted and deleted.</summary>
    public void Skip(int ids)
    {
        lock (turn)
            last += ids;
    }

    /// <summary>Changes a message as its author does: with a date.</summary>
    public void Edit(int id, Action<Message> change) => Change(id, message =>
    {
        change(message);
        message.edit_date = (message.edit_date == default ? message.date : message.edit_date).AddMinutes(1);
    });

    /// <summary>Changes what changes by itself: views, reactions.</summary>
    public void Change(int id, Action<Message> change)
    {
        lock (turn)
        {
            var message = Message(id) as Message ?? throw new ArgumentException($"{Title} has no message {id}.");
            change(message);
            written[id] = Presence.Mark(message).ToBytes();
        }
    }

    public void Delete(params IEnumerable<int> ids)
    {
        lock (turn)
            foreach (var id in ids.Where(Exists).ToArray())
            {
                written[id] = null;
                count--;
            }
    }

    public void Join(FakeAccount account)
    {
        lock (turn)
            members.Add(account);
    }

    public void Leave(FakeAccount account)
    {
        lock (turn)
            members.Remove(account);
    }

    /// <summary>This account may not read it any more.</summary>
    public void Ban(FakeAccount account)
    {
        lock (turn)
        {
            members.Remove(account);
            banned.Add(account);
        }
    }

    /// <summary>Makes a supergroup of the basic group; its messages begin anew.</summary>
    public FakeChat Migrate(int messages = 0, string? username = null, Content? content = null)
    {
        var group = World.AddSupergroup(Title, messages, username, content);
        group.MigratedFrom = this;
        foreach (var member in Members)
            group.Join(member);
        var action = new MessageActionChannelMigrateFrom { title = Title, chat_id = Id };
        lock (group.turn)
        {
            if (messages == 0)
                (group.last, group.count) = (1, 1);
            group.written[1] = Presence.Mark(new MessageService { id = 1, peer_id = group.Peer, date = Invention.First.UtcDateTime, action = action }).ToBytes();
        }

        Add(new MessageService { action = new MessageActionChatMigrateTo { channel_id = group.Id } });
        MigratedTo = group;
        return group;
    }

    /// <returns>Ids below the first bound and above the second, newest first.</returns>
    internal List<int> Ids(int below, int above, int limit)
    {
        var ids = new List<int>(Math.Min(limit, 100));
        lock (turn)
            for (var id = Newest(below); id > above && ids.Count < limit; id = Newest(id))
                ids.Add(id);
        return ids;
    }

    /// <returns>A bound that has so many messages more below it, and how many of them there are not.</returns>
    internal (int Bound, int Missing) Above(int bound, int messages)
    {
        lock (turn)
        {
            var id = bound;
            for (; id <= last && messages > 0; id++)
                if (Exists(id))
                    messages--;
            return (id, messages);
        }
    }

    internal FakeFile? InventedFile(int message) => invention.File(message);

    internal bool CanRead(FakeAccount account)
    {
        lock (turn)
            return !IsGone && !banned.Contains(account) && (Username is not null || members.Contains(account));
    }

    internal bool HasMember(FakeAccount account)
    {
        lock (turn)
            return members.Contains(account);
    }

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
