using Collector.Contracts;
using Collector.Telegram.Mapping;
using TL;

namespace Collector.Telegram.Tests;

public sealed class MappingMediaTests
{
    public static TheoryData<string, string, string, MessageMedia> Media { get; } = new()
    {
        {
            "photo", "photo", """{"id":3,"size":900,"width":1280,"height":720,"media_spoiler":true,"self_destruct_period_seconds":5}""",
            new MessageMediaPhoto { flags = MessageMediaPhoto.Flags.spoiler, ttl_seconds = 5, photo = MappingImageTests.Photo }
        },
        { "expired photo", "photo", """{"missing":"unavailable"}""", new MessageMediaPhoto() },
        {
            "video", "video", """{"id":4,"size":50,"mime_type":"video/mp4","file_name":"a.mp4","duration":7,"width":640,"height":360}""",
            File("video/mp4", new DocumentAttributeVideo { duration = 7.9, w = 640, h = 360 }, new DocumentAttributeFilename { file_name = "a.mp4" })
        },
        {
            "animation", "animation", """{"id":4,"size":50,"mime_type":"video/mp4","duration":1,"width":2,"height":3}""",
            File("video/mp4", new DocumentAttributeImageSize { w = 2, h = 3 }, new DocumentAttributeVideo { duration = 1, w = 2, h = 3 }, new DocumentAttributeAnimated())
        },
        { "round video", "video_note", """{"id":4,"size":50,"mime_type":"video/mp4"}""", File("video/mp4", new DocumentAttributeVideo { flags = DocumentAttributeVideo.Flags.round_message }) },
        { "voice", "voice", """{"id":4,"size":50,"mime_type":"audio/ogg","duration":2}""", File("audio/ogg", new DocumentAttributeAudio { flags = DocumentAttributeAudio.Flags.voice, duration = 2 }) },
        {
            "music", "audio", """{"id":4,"size":50,"mime_type":"audio/mpeg","performer":"P","title":"T","duration":2}""",
            File("audio/mpeg", new DocumentAttributeAudio { duration = 2, performer = "P", title = "T" })
        },
        { "sticker", "sticker", """{"id":4,"size":50,"mime_type":"image/webp","sticker_emoji":"☺"}""", File("image/webp", new DocumentAttributeSticker { alt = "☺" }) },
        { "file", "document", """{"id":4,"size":50,"mime_type":"text/plain"}""", File("text/plain") },
        { "expired voice", "voice", """{"missing":"unavailable"}""", new MessageMediaDocument { flags = MessageMediaDocument.Flags.voice } },
        { "place", "location", """{"location_information":{"latitude":1.5,"longitude":2.5}}""", new MessageMediaGeo { geo = new() { lat = 1.5, lon = 2.5 } } },
        { "no place", "location", """{"location_information":null}""", new MessageMediaGeo() },
        {
            "live place", "live_location", """{"location_information":{"latitude":1.5,"longitude":2.5},"live_location_period_seconds":60}""",
            new MessageMediaGeoLive { geo = new() { lat = 1.5, lon = 2.5 }, period = 60 }
        },
        {
            "venue", "venue", """{"place_name":"Café","address":"Street 1","location_information":{"latitude":1.5,"longitude":2.5}}""",
            new MessageMediaVenue { geo = new() { lat = 1.5, lon = 2.5 }, title = "Café", address = "Street 1" }
        },
        {
            "contact", "contact", """{"contact_information":{"first_name":"Ann","last_name":"","phone_number":"49"}}""",
            new MessageMediaContact { first_name = "Ann", phone_number = "49" }
        },
        {
            "poll", "poll",
            """{"poll":{"question":"Q?","closed":true,"quiz":true,"multiple_choice":false,"total_voters":3,"answers":[{"text":"A","voters":3,"correct":true},{"text":"B"}],"solution":"Because"}}""",
            new MessageMediaPoll
            {
                poll = new()
                {
                    flags = Poll.Flags.closed | Poll.Flags.quiz,
                    question = new() { text = "Q?" },
                    answers = [new PollAnswer { text = new() { text = "A" }, option = "0" }, new PollAnswer { text = new() { text = "B" }, option = "1" }],
                },
                results = new()
                {
                    flags = PollResults.Flags.has_total_voters | PollResults.Flags.has_results,
                    total_voters = 3,
                    solution = "Because",
                    results = [new() { flags = PollAnswerVoters.Flags.has_voters | PollAnswerVoters.Flags.correct, option = "0", voters = 3 }],
                },
            }
        },
        { "game", "game", """{"game_title":"G","game_description":"D","game_short_name":"g"}""", new MessageMediaGame { game = new() { title = "G", description = "D", short_name = "g" } } },
        {
            "invoice", "invoice", """{"invoice_information":{"title":"T","description":"D","amount":100,"currency":"EUR"}}""",
            new MessageMediaInvoice { title = "T", description = "D", total_amount = 100, currency = "EUR" }
        },
        {
            "paid media", "paid_media", """{"paid_stars_amount":5,"items":[{"kind":"photo","id":3,"size":900,"width":1280,"height":720},{"kind":"preview","width":2,"height":3}]}""",
            new MessageMediaPaidMedia { stars_amount = 5, extended_media = [new MessageExtendedMedia { media = new MessageMediaPhoto { photo = MappingImageTests.Photo } }, new MessageExtendedMediaPreview { w = 2, h = 3 }] }
        },
        {
            "link", "web_page", """{"url":"https://x.test","title":"T","photo":{"id":3,"size":900,"width":1280,"height":720}}""",
            new MessageMediaWebPage { webpage = new WebPage { url = "https://x.test", title = "T", photo = MappingImageTests.Photo } }
        },
        { "dice", "dice", """{"_":"messageMediaDice","value":6,"emoticon":"\uD83C\uDFB2"}""", new MessageMediaDice { value = 6, emoticon = "🎲" } },
        { "story", "story", """{"_":"messageMediaStory","peer":{"_":"peerUser","user_id":9},"id":2}""", new MessageMediaStory { peer = new PeerUser { user_id = 9 }, id = 2 } },
        {
            "checklist", "todo_list", """{"_":"messageMediaToDo","todo":{"_":"todoList","others_can_append":true,"title":{"_":"textWithEntities","text":"T","entities":[]},"list":[]}}""",
            new MessageMediaToDo { todo = new() { flags = TodoList.Flags.others_can_append, title = new() { text = "T", entities = [] }, list = [] } }
        },
    };

    [Theory]
    [MemberData(nameof(Media))]
    public void MediaIsDescribed(string what, string kind, string json, MessageMedia media)
    {
        using var context = Pages.Context(keepRaw: false);
        var message = MessageMapper.Map(new Message { media = media, peer_id = new PeerChannel { channel_id = 5 } }, context)!;

        Assert.Equal((what, kind, json), (what, message.MediaKind, message.Media.ToString()));
    }

    static MessageMediaDocument File(string type, params DocumentAttribute[] attributes) =>
        new() { document = new Document { id = 4, access_hash = 1, file_reference = [1], size = 50, mime_type = type, attributes = attributes } };
}
