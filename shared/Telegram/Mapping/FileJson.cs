using System.Text.Json;
using TL;

namespace Collector.Telegram.Mapping;

/// <summary>Photos and documents.</summary>
static class FileJson
{
    public static void Write(Utf8JsonWriter writer, PhotoBase? photo)
    {
        if (photo is not Photo { id: var id } found)
        {
            writer.WriteString("missing"u8, "unavailable"u8);
            return;
        }
        writer.WriteNumber("id"u8, id);
        if (PhotoSizes.Largest(found.sizes) is not { } largest)
            return;
        writer.WriteNumber("size"u8, largest.Bytes);
        WriteSize(writer, largest.Width, largest.Height);
    }

    public static void Write(Utf8JsonWriter writer, DocumentBase? found)
    {
        if (found is not Document document)
        {
            writer.WriteString("missing"u8, "unavailable"u8);
            return;
        }
        writer.WriteNumber("id"u8, document.id);
        writer.WriteNumber("size"u8, document.size);
        writer.WriteString("mime_type"u8, PlainText.Of(document.mime_type));
        WriteAttributes(writer, document.attributes ?? []);
    }

    public static void WriteSize(Utf8JsonWriter writer, int width, int height)
    {
        if (width <= 0 || height <= 0)
            return;
        writer.WriteNumber("width"u8, width);
        writer.WriteNumber("height"u8, height);
    }

    // An animation says its size twice, as a video and as an image.
    static void WriteAttributes(Utf8JsonWriter writer, DocumentAttribute[] attributes)
    {
        var video = attributes.OfType<DocumentAttributeVideo>().FirstOrDefault();
        var audio = attributes.OfType<DocumentAttributeAudio>().FirstOrDefault();
        var image = attributes.OfType<DocumentAttributeImageSize>().FirstOrDefault();
        WriteText(writer, "file_name", attributes.OfType<DocumentAttributeFilename>().FirstOrDefault()?.file_name);
        WriteText(writer, "sticker_emoji", attributes.OfType<DocumentAttributeSticker>().FirstOrDefault()?.alt);
        WriteText(writer, "performer", audio?.performer);
        WriteText(writer, "title", audio?.title);
        if ((audio?.duration ?? (int?)video?.duration) is > 0 and var duration)
            writer.WriteNumber("duration"u8, duration);
        WriteSize(writer, video?.w ?? image?.w ?? 0, video?.h ?? image?.h ?? 0);
    }

    static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is { Length: > 0 })
            writer.WriteString(name, PlainText.Of(text));
    }
}
