using Collector.FakeTelegram.Worlds;
using TL;

namespace Collector.Telegram.Tests;

/// <summary>A channel whose messages Telegram Desktop can export.</summary>
static class NewsMessages
{
    /// <summary>Some of all that a channel may hold: texts, entities, replies, forwards, files of all kinds, and what happens to a channel.</summary>
    public static IEnumerable<MessageBase> Of(World world)
    {
        var date = new DateTime(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc);
        yield return new MessageService { action = new MessageActionChannelCreate { title = "News" } };
        yield return new Message { message = "Plain, with \"quotes\" and 🦊\nand a line", views = 5, forwards = 1, replies = new() { replies = 2 } };
        yield return Formatted("🦊 bold ", new MessageEntityBold(), ", a link: ", new MessageEntityTextUrl { url = "https://example.org/?a=1&b=\"2\"" }, " https://example.org", new MessageEntityUrl());
        yield return Formatted("@gif", new MessageEntityMention(), " #news", new MessageEntityHashtag(), " $EUR", new MessageEntityCashtag(), " Ann", new MessageEntityMentionName { user_id = World.Bot }, " a@b.org", new MessageEntityEmail(), " +49301234", new MessageEntityPhone());
        yield return Formatted("⚓", new MessageEntityCustomEmoji { document_id = 5_000_000_000_000_000_001 }, "italic", new MessageEntityItalic(), " under", new MessageEntityUnderline(), " struck", new MessageEntityStrike(), " hidden", new MessageEntitySpoiler());
        yield return Formatted("x = 1", new MessageEntityCode(), "\n", null, "if (x) {}", new MessageEntityPre { language = "c#" }, "\n", null, "said", new MessageEntityBlockquote(), " /start", new MessageEntityBotCommand());
        yield return new Message { message = "Indeed", reply_to = new MessageReplyHeader { reply_to_msg_id = 2 } };
        yield return new Message { message = "Seen", fwd_from = new() { from_id = new PeerChannel { channel_id = 1_900_000_002 }, channel_post = 17, post_author = "Ada", date = date } };
        yield return new Message { message = "Heard", fwd_from = new() { from_name = "Somebody", date = date } };
        yield return new Message { message = "A caption", media = new MessageMediaPhoto { photo = world.AddPhoto(40_000) } };
        yield return new Message { media = new MessageMediaPhoto { photo = world.AddPhoto(30_000, 640, 480), ttl_seconds = 10 } };
        foreach (var text in new[] { "An album", "", "" })
            yield return new Message { message = text, grouped_id = 77, media = new MessageMediaPhoto { photo = world.AddPhoto(30_000) } };
        yield return File(world.AddDocument(2_500_000, "application/pdf", 2, new DocumentAttributeFilename { file_name = "Tide tables.pdf" }));
        yield return File(world.AddPictureDocument());
        yield return File(world.AddDocument(9_000_000, "video/mp4", 2, new DocumentAttributeVideo { w = 1920, h = 1080, duration = 93.5 }, new DocumentAttributeFilename { file_name = "clip.mp4" }));
        yield return File(world.AddDocument(900_000, "video/mp4", 2, new DocumentAttributeVideo { w = 384, h = 384, duration = 12, flags = DocumentAttributeVideo.Flags.round_message }));
        yield return File(world.AddDocument(400_000, "video/mp4", 2, new DocumentAttributeVideo { w = 480, h = 270, duration = 3 }, new DocumentAttributeAnimated()));
        yield return File(world.AddDocument(30_000, "audio/ogg", 2, new DocumentAttributeAudio { flags = DocumentAttributeAudio.Flags.voice, duration = 7 }));
        yield return File(world.AddDocument(4_000_000, "audio/mpeg", 2, new DocumentAttributeAudio { duration = 214, title = "Fog Horn", performer = "The Buoys" }));
        yield return File(world.AddDocument(22_000, "image/webp", 2, new DocumentAttributeImageSize { w = 512, h = 512 }, new DocumentAttributeSticker { alt = "⚓" }));
        yield return new Message { media = Poll() };
        yield return new Message { media = new MessageMediaGeo { geo = Place() } };
        yield return new Message { media = new MessageMediaGeoLive { geo = Place(), period = 900 } };
        yield return new Message { media = new MessageMediaVenue { geo = Place(), title = "Pier 3", address = "Harbour Street 3", provider = "", venue_id = "", venue_type = "" } };
        yield return new Message { message = "https://example.org", media = new MessageMediaWebPage { webpage = new WebPage { url = "https://example.org", display_url = "example.org", title = "Example" } } };
        yield return new Message { media = new MessageMediaDice { emoticon = "🎲", value = 6 } };
        yield return new Message { message = "Liked", reactions = Reactions() };
        yield return new Message { message = "Corrected", edit_date = date.AddYears(2) };
        yield return new Message { message = "Signed", post_author = "Борис" };
        yield return new Message { message = "Found", via_bot_id = World.Bot };
        yield return new Message { message = "For a day", ttl_period = 86_400 };
        yield return new Message { message = "Not to be passed on", flags = Message.Flags.noforwards };
        yield return new MessageService { action = new MessageActionPinMessage(), reply_to = new MessageReplyHeader { reply_to_msg_id = 2 } };
        yield return new MessageService { action = new MessageActionChatEditTitle { title = "Old news" } };
        yield return new MessageService { action = new MessageActionChatEditPhoto { photo = world.AddPhoto(20_000, 640, 640) } };
        yield return new MessageService { action = new MessageActionChatDeletePhoto() };
        yield return new MessageService { action = new MessageActionSetMessagesTTL { period = 86_400 } };
        yield return new MessageService { action = new MessageActionGroupCall { call = new InputGroupCall(), duration = 60 } };
    }

    /// <param name="pieces">Texts, each followed by what it is.</param>
    static Message Formatted(params object?[] pieces)
    {
        var (text, entities) = ("", new List<MessageEntity>());
        foreach (var pair in pieces.Chunk(2))
        {
            // The space in front is not part of it.
            var (piece, entity) = ((string)pair[0]!, (MessageEntity?)pair[1]);
            if (entity is not null)
            {
                (entity.offset, entity.length) = (text.Length + (piece[0] == ' ' ? 1 : 0), piece.TrimStart(' ').Length);
                entities.Add(entity);
            }
            text += piece;
        }
        return new() { message = text, entities = [.. entities] };
    }

    static Message File(Document document) => new() { media = new MessageMediaDocument { document = document } };

    static GeoPoint Place() => new() { lat = 53.5413, lon = 9.9841 };

    static MessageMediaPoll Poll() => new()
    {
        poll = new()
        {
            flags = TL.Poll.Flags.closed,
            question = new() { text = "Fog again?", entities = [] },
            answers = [new PollAnswer { text = new() { text = "Yes", entities = [] }, option = "0" }, new PollAnswer { text = new() { text = "No ⚓", entities = [] }, option = "1" }],
        },
        results = new() { results = [new() { option = "0", voters = 12 }, new() { option = "1", voters = 30 }], total_voters = 42 },
    };

    static MessageReactions Reactions() => new()
    {
        results =
        [
            new() { reaction = new ReactionEmoji { emoticon = "👍" }, count = 41 },
            new() { reaction = new ReactionCustomEmoji { document_id = 5_000_000_000_000_000_001 }, count = 2 },
            new() { reaction = new ReactionPaid(), count = 7 },
        ],
    };
}
