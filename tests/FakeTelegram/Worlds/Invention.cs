using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>The messages that nobody wrote: each comes out of its id alone, whenever it is asked for.</summary>
sealed class Invention
{
    const int Cell = 10, AlbumStart = 2, LongestAlbum = 6, Block = 512;

    public static readonly DateTimeOffset First = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero), End = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly int[] FileDcs = [1, 2, 4];
    static readonly string[] Emoji = ["👍", "❤", "🔥", "😢"];

    readonly long seed;
    readonly long chat;
    readonly ChatKind kind;
    readonly string title;
    readonly Content content;
    readonly TimeSpan pace;

    public Invention(int seed, long chat, ChatKind kind, string title, int count, Content content)
    {
        (this.seed, this.chat, this.kind, this.title, Count, this.content) = (Noise.Mix(seed, chat), chat, kind, title, count, content);
        Last = int.MaxValue;
        var last = 0;
        for (var left = count; left > 0;)
            if (Exists(++last))
                left--;
        Last = last;
        pace = (End - First) / Math.Max(1, last);
    }

    public int Count { get; }

    public int Last { get; }

    public bool Exists(int id)
    {
        if (id <= 1 || id > Last)
            return id == 1 && Last >= 1;
        // An account's basic groups share one sequence of ids.
        if (kind is ChatKind.BasicGroup && id % 4 != chat % 4)
            return false;
        return content.Gaps == 0 || (!IsInHole(id) && (IsInAlbum(id) || Of(id, "gap") >= content.Gaps));
    }

    public MessageBase Create(int id)
    {
        if (id == 1 || (!IsInAlbum(id) && Of(id, "service") < content.Service))
            return Service(id);
        var noise = Noise.Mix(seed, id);
        var (text, entities) = Prose.Write(noise);
        var message = new Message
        {
            id = id,
            peer_id = kind is ChatKind.BasicGroup ? new PeerChat { chat_id = chat } : new PeerChannel { channel_id = chat },
            date = Date(IsInAlbum(id) ? AlbumOf(id) : id),
            message = text,
            entities = entities,
            media = Media(id, noise),
        };
        if (kind is ChatKind.Channel)
            (message.flags, message.views, message.forwards) = (Message.Flags.post | Message.Flags.has_views, 10 + Noise.Below(noise, 90_000), Noise.Below(noise, 300));
        else
            message.from_id = new PeerUser { user_id = People.User(noise) };
        if (IsInAlbum(id))
        {
            message.grouped_id = GroupedId(id);
            // The text stands below the first.
            if (id % Cell != AlbumStart)
                (message.message, message.entities) = ("", null);
        }
        else if (message.media is not null && message.media is not MessageMediaWebPage && noise % 3 == 0)
            (message.message, message.entities) = ("", null);
        Decorate(message, noise);
        message.flags |= (message.from_id is null ? 0 : Message.Flags.has_from_id)
            | (message.entities is null ? 0 : Message.Flags.has_entities)
            | (message.media is null ? 0 : Message.Flags.has_media)
            | (message.grouped_id == 0 ? 0 : Message.Flags.has_grouped_id);
        return message;
    }

    /// <summary>The file of the message, made as the message makes it.</summary>
    public FakeFile? File(int id)
    {
        FakeFile? made = null;
        if (Exists(id))
            Media(id, Noise.Mix(seed, id), file => made = file);
        return made;
    }

    void Decorate(Message message, long noise)
    {
        var (id, date) = (message.id, message.date);
        if (Of(id, "edit") < 0.05)
            (message.flags, message.edit_date) = (message.flags | Message.Flags.has_edit_date, date.AddMinutes(5));
        if (id > 50 && Of(id, "reply") < (kind is ChatKind.Channel ? 0.05 : 0.3))
        {
            message.flags |= Message.Flags.has_reply_to;
            message.reply_to = new MessageReplyHeader { flags = MessageReplyHeader.Flags.has_reply_to_msg_id, reply_to_msg_id = id - 1 - Noise.Below(noise, 40) };
        }
        else if (Of(id, "forward") < 0.06)
        {
            message.flags |= Message.Flags.has_fwd_from;
            message.fwd_from = new()
            {
                flags = MessageFwdHeader.Flags.has_from_id | MessageFwdHeader.Flags.has_channel_post,
                from_id = new PeerChannel { channel_id = People.Stranger(noise) },
                date = date.AddDays(-1),
                channel_post = 1 + Noise.Below(noise, 5_000),
            };
        }

        if (Of(id, "reaction") < 0.2)
        {
            message.flags |= Message.Flags.has_reactions;
            message.reactions = new()
            {
                results = [new() { reaction = new ReactionEmoji { emoticon = Noise.Pick(noise, Emoji) }, count = 1 + Noise.Below(noise, 500) }],
            };
        }
    }

    MessageService Service(int id)
    {
        var noise = Noise.Mix(seed, id);
        MessageAction action = (id, kind, Noise.Below(noise, 2)) switch
        {
            (1, ChatKind.BasicGroup, _) => new MessageActionChatCreate { title = title, users = [People.User(noise), People.User(noise + 1)] },
            (1, _, _) => new MessageActionChannelCreate { title = title },
            (_, ChatKind.Channel, 0) => new MessageActionPinMessage(),
            (_, ChatKind.Channel, _) => new MessageActionChatEditTitle { title = $"{title} {id}" },
            (_, _, 0) => new MessageActionChatJoinedByLink { inviter_id = People.User(noise + 1) },
            _ => new MessageActionChatAddUser { users = [People.User(noise + 1)] },
        };
        return new()
        {
            flags = kind is ChatKind.Channel ? MessageService.Flags.post : MessageService.Flags.has_from_id,
            id = id,
            peer_id = kind is ChatKind.BasicGroup ? new PeerChat { chat_id = chat } : new PeerChannel { channel_id = chat },
            from_id = kind is ChatKind.Channel ? null : new PeerUser { user_id = People.User(noise) },
            date = Date(id),
            action = action,
        };
    }

    MessageMedia? Media(int id, long noise, Action<FakeFile>? told = null)
    {
        if (IsInAlbum(id) || Of(id, "media") < content.Photos)
            return new MessageMediaPhoto { flags = MessageMediaPhoto.Flags.has_photo, photo = Files().Photo(Vary(content.PhotoBytes)).ToPhoto() };
        return Of(id, "media") < content.Photos + content.OtherMedia
            ? Presence.Mark(Noise.Pick(Noise.Mix(noise, 7), MediaKinds.All).Create(Files()))
            : null;

        MediaKinds.Files Files()
        {
            var (fileId, dc, date) = (FakeFiles.InventedId(chat, id), content.Dc ?? Noise.Pick(noise, FileDcs), new DateTimeOffset(Date(id)));
            return new(
                noise,
                bytes => Tell(FakeFile.Photo(fileId, dc, date, bytes)),
                bytes => Tell(FakeFile.PictureDocument(fileId, dc, date, bytes)),
                bytes => Tell(FakeFile.Document(fileId, dc, date, bytes)));
        }

        FakeFile Tell(FakeFile file)
        {
            told?.Invoke(file);
            return file;
        }

        int Vary(int bytes) => (int)(bytes * (0.75 + (0.5 * Of(id, "bytes"))));
    }

    bool IsInHole(int id)
    {
        var hole = Noise.Mix(seed, id / Block, 'h');
        var start = Noise.Below(Noise.Mix(hole), Block - 100);
        return hole % 3 == 0 && id % Block >= start && id % Block < start + 10 + Noise.Below(hole, 90);
    }

    bool IsInAlbum(int id)
    {
        var place = (id % Cell) - AlbumStart;
        if (place is < 0 or >= LongestAlbum || id < Cell || content.Albums == 0 || kind is ChatKind.BasicGroup)
            return false;
        var album = Noise.Mix(seed, id / Cell, 'a');
        return Noise.Fraction(album) < content.Albums && place < 2 + Noise.Below(Noise.Mix(album), LongestAlbum - 1);
    }

    static int AlbumOf(int id) => (id / Cell * Cell) + AlbumStart;

    long GroupedId(int id) => Noise.Mix(seed, id / Cell, 'g') & long.MaxValue;

    DateTime Date(int id) => (First + (pace * id)).UtcDateTime is var date ? date.AddTicks(-(date.Ticks % TimeSpan.TicksPerSecond)) : default;

    // What is decided about a message, each decision by itself.
    double Of(int id, string decision) => Noise.Fraction(Noise.Mix(seed, id, decision[0] + (decision[^1] << 8)));
}
