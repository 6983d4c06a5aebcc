using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>Media of every kind but the photos that messages are mostly made of.</summary>
static class MediaKinds
{
    /// <summary>Each makes a medium out of a file of its own, given its kind of file and how large it is to be.</summary>
    public static IReadOnlyList<(string Name, Func<Files, MessageMedia> Create)> All { get; } =
    [
        ("image document", files => Document(files.Picture(150_000).ToDocument("image/jpeg", Size(1600, 1200), Name("chart 1.jpg")))),
        ("document", files => Document(files.Plain(2_500_000).ToDocument("application/pdf", Name("Tide tables.pdf")))),
        ("video", files => Document(files.Plain(48_000_000).ToDocument("video/mp4", Video(1920, 1080, 93.5), Name("clip.mp4")), MessageMediaDocument.Flags.video)),
        ("round video", files => Document(files.Plain(1_000_000).ToDocument("video/mp4", Video(384, 384, 12, DocumentAttributeVideo.Flags.round_message)), MessageMediaDocument.Flags.round)),
        ("voice", files => Document(files.Plain(30_000).ToDocument("audio/ogg", new DocumentAttributeAudio { flags = DocumentAttributeAudio.Flags.voice, duration = 7, waveform = [1, 2, 3] }), MessageMediaDocument.Flags.voice)),
        ("music", files => Document(files.Plain(4_000_000).ToDocument("audio/mpeg", new DocumentAttributeAudio { duration = 214, title = "Fog Horn", performer = "The Buoys" }, Name("fog.mp3")))),
        ("animation", files => Document(files.Plain(400_000).ToDocument("video/mp4", Video(480, 270, 3), new DocumentAttributeAnimated(), Name("wave.gif.mp4")))),
        ("sticker", files => Document(files.Plain(22_000).ToDocument("image/webp", Size(512, 512), new DocumentAttributeSticker { alt = "⚓" }))),
        ("web page", files => new MessageMediaWebPage { webpage = WebPage(files) }),
        ("poll", files => Poll(files.Noise)),
        ("place", _ => new MessageMediaGeo { geo = Place() }),
        ("live place", _ => new MessageMediaGeoLive { geo = Place(), period = 900 }),
        ("venue", _ => new MessageMediaVenue { geo = Place(), title = "Pier 3", address = "Harbour Street 3", provider = "foursquare", venue_id = "p3", venue_type = "" }),
        ("contact", _ => new MessageMediaContact { phone_number = "49151000", first_name = "Port", last_name = "Office", vcard = "" }),
        ("dice", files => new MessageMediaDice { emoticon = "🎲", value = 1 + Worlds.Noise.Below(files.Noise, 6) }),
        ("paid media", files => new MessageMediaPaidMedia
        {
            stars_amount = 5,
            extended_media = [new MessageExtendedMedia { media = new MessageMediaPhoto { photo = files.Photo(60_000).ToPhoto() } }, new MessageExtendedMediaPreview { w = 640, h = 480 }],
        }),
        ("invoice", _ => new MessageMediaInvoice { title = "Chart", description = "Paper, folded", currency = "EUR", total_amount = 1250, start_param = "c" }),
        ("game", files => new MessageMediaGame { game = new() { id = 9, short_name = "knots", title = "Knots", description = "Tie them", photo = files.Photo(40_000).ToPhoto() } }),
    ];

    static MessageMediaDocument Document(Document document, MessageMediaDocument.Flags flags = 0) => new() { flags = flags, document = document };

    static DocumentAttributeFilename Name(string name) => new() { file_name = name };

    static DocumentAttributeImageSize Size(int width, int height) => new() { w = width, h = height };

    static DocumentAttributeVideo Video(int width, int height, double seconds, DocumentAttributeVideo.Flags flags = 0) =>
        new() { flags = flags, w = width, h = height, duration = seconds };

    static GeoPoint Place() => new() { lat = 53.5413, lon = 9.9841, access_hash = 1 };

    static WebPage WebPage(Files files) => new()
    {
        id = files.Noise & long.MaxValue,
        url = "https://harbour.example/log?day=1&x=2",
        display_url = "harbour.example/log",
        type = "article",
        site_name = "Harbour",
        title = "Log of the day",
        description = "Ships in and out",
        photo = files.Photo(50_000).ToPhoto(),
    };

    static MessageMediaPoll Poll(long noise) => new()
    {
        poll = new()
        {
            id = noise & long.MaxValue,
            flags = TL.Poll.Flags.multiple_choice,
            question = new() { text = "Fog again tomorrow?", entities = [] },
            answers = [Answer("Yes", "0"), Answer("No ⚓", "1")],
        },
        results = new()
        {
            results = [new() { option = "0", voters = 12 }, new() { option = "1", voters = 30 }],
            total_voters = 42,
        },
    };

    static PollAnswer Answer(string text, string option) => new() { text = new() { text = text, entities = [] }, option = option };

    /// <summary>Makes the files that a medium has.</summary>
    public readonly record struct Files(long Noise, Func<int, FakeFile> Photo, Func<int, FakeFile> Picture, Func<int, FakeFile> Plain);
}
