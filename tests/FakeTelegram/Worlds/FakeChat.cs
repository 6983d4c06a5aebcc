using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>A channel or a group, and its messages. It may change while clients read.</summary>
public sealed class FakeChat
{
    readonly Lock turn = new();
    readonly MessageStore messages;
    readonly HashSet<FakeAccount> members = [];
    readonly HashSet<FakeAccount> banned = [];
    readonly Dictionary<FakeAccount, int> hidden = [];

    internal FakeChat(World world, long id, ChatKind kind, string title, Invention invention)
    {
        (World, Id, Kind, Title) = (world, id, kind, title);
        messages = new(this, invention);
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

    public int TopMessageId => messages.Top;

    /// <summary>How many messages there are.</summary>
    public int Count => messages.Count;

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
    public MessageBase? Message(int id) => messages.Find(id);

    /// <summary>Posts a message. Its id, chat and flags are set; so is its date when it has none.</summary>
    /// <returns>Its id.</returns>
    public int Add(MessageBase message) => messages.Add(message);

    public int Add(string text) => Add(new Message { message = text });

    /// <summary>Posts a message of every kind there is.</summary>
    /// <returns>Their ids by kind, in the order in which they were posted.</returns>
    public IReadOnlyDictionary<string, int> AddOneOfEachKind() =>
        new OrderedDictionary<string, int>(Samples.All(World, this).Select(sample => KeyValuePair.Create(sample.Kind, Add(sample.Message))));

    /// <summary>Leaves out as many ids as if messages had been posted and deleted.</summary>
    public void Skip(int ids) => messages.Skip(ids);

    /// <summary>Changes a message as its author does: with a date.</summary>
    public void Edit(int id, Action<Message> change) => Change(id, message =>
    {
        change(message);
        message.edit_date = (message.edit_date == default ? message.date : message.edit_date).AddMinutes(1);
    });

    /// <summary>Changes what changes by itself: views, reactions.</summary>
    public void Change(int id, Action<Message> change) => messages.Change(id, change);

    public void Delete(params IEnumerable<int> ids) => messages.Delete(ids);

    public void Join(FakeAccount account)
    {
        lock (turn)
            members.Add(account);
    }

    /// <summary>What came up to this message is from before the account became a member, and not for it.</summary>
    public void HideFrom(FakeAccount account, int upTo)
    {
        lock (turn)
            hidden[account] = upTo;
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
        group.messages.Begin(new MessageActionChannelMigrateFrom { title = Title, chat_id = Id });
        Add(new MessageService { action = new MessageActionChatMigrateTo { channel_id = group.Id } });
        MigratedTo = group;
        return group;
    }

    internal int AvailableMinIdFor(FakeAccount account)
    {
        lock (turn)
            return Math.Max(AvailableMinId, hidden.GetValueOrDefault(account));
    }

    /// <inheritdoc cref="MessageStore.Ids"/>
    internal List<int> Ids(int below, int above, int limit) => messages.Ids(below, above, limit);

    /// <inheritdoc cref="MessageStore.Above"/>
    internal (int Bound, int Missing) Above(int bound, int count) => messages.Above(bound, count);

    internal FakeFile? InventedFile(int message) => messages.InventedFile(message);

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
}
