using System.Text.Json;
using Collector.Contracts;

namespace Collector.Sources.Export;

/// <summary>Turns messages of one chat into rows.</summary>
/// <param name="warn">Told of what is odd in a message although it is kept.</param>
sealed class MessageReader(ExportChat chat, ExportOptions options, Action<int, string> warn) : IDisposable
{
    readonly JsonOutput output = new();
    readonly Dictionary<string, string> repeated = [];
    readonly bool photos = options.Photos;
    readonly bool documents = options.Documents;
    MessageText? texts;

    /// <param name="json">One message, without whitespace and storable.</param>
    public (CollectedMessage Message, ExportedFile? Image) Read(int id, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var message = document.RootElement;
        var service = message.TryGetProperty("type"u8, out var type) && type.ValueEquals("service"u8);
        var (text, entities) = (texts ??= new(output)).Read(message);
        var mediaKind = service ? null : MessageMedia.Kind(message);
        return (new()
        {
            Id = id,
            PostedAt = PostedAt(id, message),
            EditedAt = MessageDates.Of(message, "edited_unixtime"u8, "edited"u8),
            Kind = service ? "service" : "message",
            Author = Repeated(message, "author"u8),
            SenderId = PeerId(message, "from_id"u8) ?? PeerId(message, "actor_id"u8),
            SenderName = Repeated(message, "from"u8) ?? Repeated(message, "actor"u8),
            Text = text,
            Entities = entities,
            ReplyTo = ReplyTo(message),
            ForwardedFrom = ForwardedFrom(message),
            Views = message.Count("views"u8),
            Forwards = message.Count("forwards"u8),
            Replies = message.Count("replies"u8),
            Reactions = MessageReactions.Read(message, output),
            MediaKind = mediaKind,
            Media = service || mediaKind is not null ? MessageMedia.Describe(message, output) : null,
            ViaBot = Repeated(message, "via_bot"u8)?.TrimStart('@'),
            Raw = options.KeepRaw ? output.Keep(json.Span) : null,
        }, ExportedFile.ImageOf(message, photos, documents));
    }

    public void Dispose() => output.Dispose();

    DateTimeOffset PostedAt(int id, JsonElement message)
    {
        if (MessageDates.Of(message, "date_unixtime"u8, "date"u8) is { } date)
            return date;
        warn(id, "has no date that can be used, so that of the message before it is stored");
        return MessageDates.None;
    }

    int? ReplyTo(JsonElement message)
    {
        if (message.Whole("reply_to_message_id"u8) is not { } id)
            return null;
        var elsewhere = message.String("reply_to_peer_id"u8) is { } peer && peer != $"channel{chat.Id}";
        return elsewhere ? null : MessageIds.Of(id, chat.Migrated);
    }

    RawJson? ForwardedFrom(JsonElement message)
    {
        var hasName = message.TryGetProperty("forwarded_from"u8, out var name);
        var hasSaved = message.TryGetProperty("saved_from"u8, out var saved);
        var id = PeerId(message, "forwarded_from_id"u8);
        if (!hasName && !hasSaved && id is null)
            return null;

        var writer = output.Begin();
        writer.WriteStartObject();
        if (hasName && name.ValueKind == JsonValueKind.String)
            writer.WriteString("name"u8, name.GetString());
        if (id is not null)
            writer.WriteString("id"u8, id);
        if (hasSaved && saved.ValueKind == JsonValueKind.String)
            writer.WriteString("saved_from"u8, saved.GetString());
        writer.WriteEndObject();
        return output.End();
    }

    // Exports from before 2021 have numbers: users and groups are shifted by 2 to the powers of 32 and 33.
    string? PeerId(JsonElement message, ReadOnlySpan<byte> name) => message.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } => Repeated(message, name),
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var id) => id switch
        {
            < 1L << 32 => $"user{id}",
            < 1L << 33 => $"user{id - (1L << 32)}",
            _ => $"channel{id - (1L << 33)}",
        },
        _ => null,
    };

    // Most messages of a page name the same few people.
    string? Repeated(JsonElement message, ReadOnlySpan<byte> name)
    {
        if (message.String(name) is not { } text)
            return null;
        if (repeated.TryGetValue(text, out var known))
            return known;
        if (text.Length < 200)
            repeated[text] = text;
        return text;
    }
}
