using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Collector.Testing;

/// <summary>Makes exports in the layout of Telegram Desktop, any size, always the same for the same settings.</summary>
public sealed record ExportFile
{
    static readonly DateTimeOffset Began = new(2019, 3, 1, 8, 0, 0, TimeSpan.Zero);
    static readonly JsonWriterOptions Layout = new() { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly string[] Emoji = ["👍", "❤", "🔥", "😁", "🤔"];
    static readonly string[] Authors = ["Anna Petrova", "J. Müller", "编辑部", "Editor 🦊"];
    static readonly string[] Words =
    [
        .. "the quick brown fox jumps over a lazy dog while nobody in the whole town cares to look out of the window and".Split(' '),
        .. "съешь же ещё этих мягких французских булок да выпей чаю с лимоном под старой яблоней в саду".Split(' '),
        .. "zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich und keiner schaut ihnen dabei zu".Split(' '),
    ];

    // 16 by 16 points, one colour.
    static readonly byte[] Jpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1u"
        + "pKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAQABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAA"
        + "AAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABAX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCQAik//9k=");

    public int Messages { get; init; } = 100;

    /// <summary>Exports of different seeds have no picture in common.</summary>
    public int Seed { get; init; } = 1;

    public long ChatId { get; init; } = 1_000_000_001;

    public string Title { get; init; } = "Test channel";

    public string Type { get; init; } = "public_channel";

    /// <summary>Id of the first message; about every tenth id after it is missing.</summary>
    public int FirstId { get; init; } = 1;

    /// <summary>Every how many messages there is a picture; 0 for never.</summary>
    public int PictureEvery { get; init; }

    /// <summary>Writes <c>result.json</c>, and <c>photos/</c> beside it.</summary>
    /// <returns>The path of <c>result.json</c>.</returns>
    public string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "result.json");
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file, Layout);
        WriteChat(json, folder, "photos");
        return path;
    }

    /// <summary>Writes one file with several chats, as the export of a whole account.</summary>
    /// <returns>The path of <c>result.json</c>.</returns>
    public static string WriteAccount(string folder, params ReadOnlySpan<ExportFile> chats)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "result.json");
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file, Layout);
        json.WriteStartObject();
        json.WriteString("about", "Here is the data you requested.");
        json.WriteStartObject("chats");
        json.WriteString("about", "This page lists all chats from this export.");
        json.WriteStartArray("list");
        for (var i = 0; i < chats.Length; i++)
            chats[i].WriteChat(json, folder, $"chats/chat_{i + 1}/photos");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        return path;
    }

    /// <summary>A small picture; every number is a content of its own.</summary>
    public static byte[] Picture(int number)
    {
        var comment = new byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(comment, 0xFFFE_000A);
        BinaryPrimitives.WriteInt64BigEndian(comment.AsSpan(4), number);
        return [.. Jpeg[..2], .. comment, .. Jpeg[2..]];
    }

    void WriteChat(Utf8JsonWriter json, string folder, string photos)
    {
        var random = new Random(Seed);
        json.WriteStartObject();
        json.WriteString("name", Title);
        json.WriteString("type", Type);
        json.WriteNumber("id", ChatId);
        json.WriteStartArray("messages");
        var id = FirstId;
        var posted = Began.ToUnixTimeSeconds();
        for (var i = 0; i < Messages; i++)
        {
            WriteMessage(json, random, id, posted, PictureEvery > 0 && i % PictureEvery == PictureEvery - 1 ? WritePicture(folder, photos, i) : null);
            id += random.Next(10) == 0 ? random.Next(2, 5) : 1;
            posted += random.Next(30, 600);
            if (json.BytesPending > 256 * 1024)
                json.Flush();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    void WriteMessage(Utf8JsonWriter json, Random random, int id, long posted, string? picture)
    {
        var service = id == FirstId;
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("type", service ? "service" : "message");
        WriteDate(json, "date", posted);
        if (!service && random.Next(7) == 0)
            WriteDate(json, "edited", posted + random.Next(60, 3600));
        json.WriteString(service ? "actor" : "from", Title);
        json.WriteString(service ? "actor_id" : "from_id", $"channel{ChatId}");
        if (service)
        {
            json.WriteString("action", "create_channel");
            json.WriteString("title", Title);
        }
        else
            WriteAttributes(json, random, id, picture);
        WriteText(json, random, service);
        if (!service && random.Next(5) < 2)
            WriteReactions(json, random);
        json.WriteEndObject();
    }

    void WriteAttributes(Utf8JsonWriter json, Random random, int id, string? picture)
    {
        if (random.Next(4) == 0)
            WriteAsIs(json, "author", Authors[random.Next(Authors.Length)]);
        if (random.Next(12) == 0)
            json.WriteString("forwarded_from", random.Next(2) == 0 ? "Other News" : null);
        if (random.Next(15) == 0)
            json.WriteNumber("reply_to_message_id", random.Next(FirstId, id));
        if (picture is not null)
        {
            json.WriteString("photo", picture);
            json.WriteNumber("photo_file_size", Picture(0).Length);
            json.WriteNumber("width", 16);
            json.WriteNumber("height", 16);
        }
        else if (random.Next(20) == 0)
        {
            json.WriteString("file", "(File not included. Change data exporting settings to download.)");
            json.WriteString("file_name", "clip.mp4");
            json.WriteNumber("file_size", random.Next(100_000, 10_000_000));
            json.WriteString("media_type", "video_file");
            json.WriteString("mime_type", "video/mp4");
            json.WriteNumber("duration_seconds", random.Next(5, 300));
        }
    }

    string WritePicture(string folder, string photos, int number)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{photos}/photo_{number + 1}.jpg");
        Directory.CreateDirectory(Path.Combine(folder, photos));
        File.WriteAllBytes(Path.Combine(folder, path), Picture(((Seed - 1) * 1_000_000) + number));
        return path;
    }

    static void WriteDate(Utf8JsonWriter json, string name, long unix)
    {
        // Telegram Desktop writes the exporter's local time beside the true one.
        json.WriteString(name, DateTimeOffset.FromUnixTimeSeconds(unix).AddHours(2).ToString("s", CultureInfo.InvariantCulture));
        json.WriteString(name + "_unixtime", unix.ToString(CultureInfo.InvariantCulture));
    }

    static void WriteText(Utf8JsonWriter json, Random random, bool service)
    {
        var text = service ? "" : Sentence(random, random.Next(6, 24));
        if (service || random.Next(3) > 0)
        {
            json.WriteString("text", text);
            json.WriteStartArray("text_entities");
            if (!service)
                WritePart(json, "plain", text, null);
            json.WriteEndArray();
            return;
        }

        var bold = Sentence(random, 2);
        var link = $"https://example.org/{random.Next(1000)}";
        json.WriteStartArray("text");
        WritePart(json, "bold", bold, null);
        json.WriteStringValue($" {text} ");
        WritePart(json, "text_link", "source", link);
        json.WriteEndArray();
        json.WriteStartArray("text_entities");
        WritePart(json, "bold", bold, null);
        WritePart(json, "plain", $" {text} ", null);
        WritePart(json, "text_link", "source", link);
        json.WriteEndArray();
    }

    static void WritePart(Utf8JsonWriter json, string type, string text, string? href)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("text", text);
        if (href is not null)
            json.WriteString("href", href);
        json.WriteEndObject();
    }

    static void WriteReactions(Utf8JsonWriter json, Random random)
    {
        json.WriteStartArray("reactions");
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            json.WriteStartObject();
            json.WriteString("type", "emoji");
            json.WriteNumber("count", random.Next(1, 5000));
            WriteAsIs(json, "emoji", Emoji[random.Next(Emoji.Length)]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // The encoder would escape what lies outside of the basic plane; Telegram Desktop does not.
    static void WriteAsIs(Utf8JsonWriter json, string name, string text)
    {
        json.WritePropertyName(name);
        json.WriteRawValue($"\"{text}\"", skipInputValidation: true);
    }

    static string Sentence(Random random, int words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
            text.Append(i == 0 ? "" : random.Next(12) == 0 ? "\n" : " ").Append(Words[random.Next(Words.Length)]);
        return text.ToString();
    }
}
