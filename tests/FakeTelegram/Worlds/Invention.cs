using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>The messages that nobody wrote: each comes out of its id alone, whenever it is asked for.</summary>
sealed class Invention
{
    public static readonly DateTimeOffset First = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero), End = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly int[] FileDcs = [1, 2, 4];
    static readonly string[] Emoji = ["👍", "❤", "🔥", "😢"];

    readonly long seed;
    readonly long chat;
    readonly ChatKind kind;
    readonly string title;
    readonly Content content;
    readonly InventedIds ids;
    readonly TimeSpan pace;

    public Invention(int seed, long chat, ChatKind kind, string title, int count, Content content)
    {
        (this.seed, this.chat, this.kind, this.title, this.content) = (Noise.Mix(seed, chat), chat, kind, title, content);
        ids = new(this.seed, isShared: kind is ChatKind.BasicGroup, (int)(chat % InventedIds.Sharers), count, content);
        pace = (End - First) / Math.Max(1, ids.Last);
    }

    public int Count => ids.Count;

    public int Last => ids.Last;

    public bool Exists(int id) => ids.Exists(id);

    public MessageBase Create(int id)
    {
        if (id == ids.First || (!ids.IsInAlbum(id) && Of(id, "service") < content.Service))
            return Service(id);
        var noise = Noise.Mix(seed, id);
        var (text, entities) = Prose.Write(noise);
        var message = new Message
        {
            id = id,
            peer_id = kind is ChatKind.BasicGroup ? new PeerChat { chat_id = chat } : new PeerChannel { channel_id = chat },
            date = Date(ids.IsInAlbum(id) ? InventedIds.AlbumOf(id) : id),
            message = text,
            entities = entities,
            media = Media(id, noise),
        };
        if (kind is ChatKind.Channel)
            (message.flags, message.views, message.forwards) = (Message.Flags.post | Message.Flags.has_views, 10 + Noise.Below(noise, 90_000), Noise.Below(noise, 300));
        else
            message.from_id = new PeerUser { user_id = People.User(noise) };
        if (ids.IsInAlbum(id))
        {
            message.grouped_id = ids.GroupedId(id);
            // The text stands below the first.
            if (id != InventedIds.AlbumOf(id))
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
        MessageAction action = (id == ids.First, kind, Noise.Below(noise, 2)) switch
        {
            (true, ChatKind.BasicGroup, _) => new MessageActionChatCreate { title = title, users = [People.User(noise), People.User(noise + 1)] },
            (true, _, _) => new MessageActionChannelCreate { title = title },
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
        if (ids.IsInAlbum(id) || Of(id, "media") < content.Photos)
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

    DateTime Date(int id) => (First + (pace * id)).UtcDateTime is var date ? date.AddTicks(-(date.Ticks % TimeSpan.TicksPerSecond)) : default;

    // What is decided about a message, each decision by itself.
    double Of(int id, string decision) => Noise.Fraction(Noise.Mix(seed, id, decision[0] + (decision[^1] << 8)));
}
