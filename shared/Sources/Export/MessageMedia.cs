using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Collector.Contracts;

namespace Collector.Sources.Export;

/// <summary>What a message shows beside its text, and what a service message says.</summary>
static class MessageMedia
{
    public static string? Kind(JsonElement message)
    {
        if (message.String("media_type"u8) is { } type)
            return type switch
            {
                "video_file" => "video",
                "video_message" => "video_note",
                "voice_message" => "voice",
                "audio_file" => "audio",
                _ => type,
            };
        foreach (var member in message.EnumerateObject())
            if (KindOf(JsonMarshal.GetRawUtf8PropertyName(member)) is { } kind)
                return kind == "location" && message.TryGetProperty("live_location_period_seconds"u8, out _) ? "live_location" : kind;
        return message.TryGetProperty("type"u8, out var entry) && entry.ValueEquals("unsupported"u8) ? "unsupported" : null;
    }

    /// <returns>Everything but the text and who wrote it when; no paths, which differ from export to export.</returns>
    public static RawJson Describe(JsonElement message, JsonOutput output)
    {
        var writer = output.Begin();
        writer.WriteStartObject();
        foreach (var member in message.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            if (IsText(name))
                continue;
            if (!IsPath(name))
            {
                writer.WritePropertyName(Rename(name));
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true);
            }
            else if (!name.SequenceEqual("thumbnail"u8) && ExportedFile.Missing(member.Value) is { } why)
                writer.WriteString("missing"u8, why);
        }
        writer.WriteEndObject();
        return output.End();
    }

    // The order of the file decides: a venue's name stands before its location.
    static string? KindOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("photo"u8) ? "photo"
        : name.SequenceEqual("file"u8) ? "document"
        : name.SequenceEqual("poll"u8) ? "poll"
        : name.SequenceEqual("place_name"u8) ? "venue"
        : name.SequenceEqual("location_information"u8) ? "location"
        : name.SequenceEqual("contact_information"u8) ? "contact"
        : name.SequenceEqual("game_title"u8) ? "game"
        : name.SequenceEqual("invoice_information"u8) ? "invoice"
        : name.SequenceEqual("giveaway_information"u8) ? "giveaway"
        : name.SequenceEqual("giveaway_results"u8) ? "giveaway_results"
        : name.SequenceEqual("paid_stars_amount"u8) ? "paid_media"
        : name.SequenceEqual("todo_list"u8) ? "todo_list"
        : name.SequenceEqual("story"u8) || name.SequenceEqual("story_id"u8) ? "story"
        : null;

    static ReadOnlySpan<byte> Rename(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("photo_file_size"u8) || name.SequenceEqual("file_size"u8) ? "size"u8
        : name.SequenceEqual("duration_seconds"u8) ? "duration"u8
        : name;

    static bool IsPath(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("photo"u8) || name.SequenceEqual("file"u8) || name.SequenceEqual("thumbnail"u8) || name.SequenceEqual("contact_vcard"u8);

    static bool IsText(ReadOnlySpan<byte> name)
    {
        foreach (var text in Text)
            if (name.SequenceEqual(text))
                return true;
        return false;
    }

    static readonly byte[][] Text =
    [
        .. new[]
        {
            "id", "type", "date", "date_unixtime", "edited", "edited_unixtime", "from", "from_id", "actor", "actor_id", "author", "text", "text_entities", "full_text",
            "forwarded_from", "forwarded_from_id", "saved_from", "saved_from_id", "reply_to_message_id", "reply_to_peer_id", "via_bot", "reactions", "inline_bot_buttons",
            "views", "forwards", "replies", "media_type", "thumbnail_file_size",
        }.Select(Encoding.UTF8.GetBytes),
    ];
}
