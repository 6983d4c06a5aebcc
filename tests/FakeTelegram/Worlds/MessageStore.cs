using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>A chat's messages: what was written, changed or deleted, before what is invented.</summary>
sealed class MessageStore(FakeChat chat, Invention invention)
{
    readonly Lock turn = new();

    // Serialized, because readers may change their copies; null is a message that was deleted.
    readonly Dictionary<int, byte[]?> written = [];
    int last = invention.Last;
    int count = invention.Count;

    public int Top
    {
        get
        {
            lock (turn)
                return Newest(int.MaxValue);
        }
    }

    public int Count
    {
        get
        {
            lock (turn)
                return count;
        }
    }

    public MessageBase? Find(int id)
    {
        lock (turn)
            if (written.TryGetValue(id, out var bytes))
                return bytes is null ? null : Copy(bytes);
        return invention.Exists(id) ? invention.Create(id) : null;
    }

    /// <returns>Ids below the first bound and above the second, newest first.</returns>
    public List<int> Ids(int below, int above, int limit)
    {
        var ids = new List<int>(Math.Min(limit, 100));
        lock (turn)
            for (var id = Newest(below); id > above && ids.Count < limit; id = Newest(id))
                ids.Add(id);
        return ids;
    }

    /// <returns>A bound that has so many messages more below it, and how many of them there are not.</returns>
    public (int Bound, int Missing) Above(int bound, int messages)
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

    public int Add(MessageBase message)
    {
        lock (turn)
        {
            count++;
            Write(++last, message, Invention.End.UtcDateTime.AddMinutes(last));
            return last;
        }
    }

    /// <summary>What stands in the place of the first message.</summary>
    public void Begin(MessageAction action)
    {
        lock (turn)
        {
            if (!Exists(1))
                (last, count) = (last + 1, count + 1);
            Write(1, new MessageService { action = action }, Invention.First.UtcDateTime);
        }
    }

    public void Change(int id, Action<Message> change)
    {
        lock (turn)
        {
            var message = Find(id) as Message ?? throw new ArgumentException($"{chat.Title} has no message {id}.");
            change(message);
            Write(id, message, message.date);
        }
    }

    public void Delete(IEnumerable<int> ids)
    {
        lock (turn)
            foreach (var id in ids.Where(Exists).ToArray())
            {
                written[id] = null;
                count--;
            }
    }

    public void Skip(int ids)
    {
        lock (turn)
            last += ids;
    }

    public FakeFile? InventedFile(int message) => invention.File(message);

    static MessageBase Copy(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return (MessageBase)reader.ReadTLObject();
    }

    void Write(int id, MessageBase message, DateTime date)
    {
        switch (message)
        {
            case Message post:
                (post.id, post.peer_id, post.date) = (id, chat.Peer, post.date == default ? date : post.date);
                post.flags |= chat.Kind is ChatKind.Channel ? Message.Flags.post : 0;
                post.message ??= "";
                break;
            case MessageService service:
                (service.id, service.peer_id, service.date) = (id, chat.Peer, service.date == default ? date : service.date);
                service.flags |= chat.Kind is ChatKind.Channel ? MessageService.Flags.post : 0;
                break;
        }

        written[id] = Presence.Mark(message).ToBytes();
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
