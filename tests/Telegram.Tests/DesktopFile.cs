using System.Text.Json.Nodes;
using TL;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace Collector.Telegram.Tests;

/// <summary>A file that Telegram Desktop names in an export, but does not include.</summary>
static class DesktopFile
{
    const string NotIncluded = "(File not included. Change data exporting settings to download.)";

    public static void Write(JsonObject json, Document document)
    {
        var video = document.attributes.OfType<DocumentAttributeVideo>().FirstOrDefault();
        var audio = document.attributes.OfType<DocumentAttributeAudio>().FirstOrDefault();
        var image = document.attributes.OfType<DocumentAttributeImageSize>().FirstOrDefault();
        var sticker = document.attributes.OfType<DocumentAttributeSticker>().FirstOrDefault();
        json["file"] = NotIncluded;
        if (document.attributes.OfType<DocumentAttributeFilename>().FirstOrDefault() is { } name)
            json["file_name"] = name.file_name;
        json["file_size"] = document.size;
        if (document.thumbs is not null)
            (json["thumbnail"], json["thumbnail_file_size"]) = (NotIncluded, 4_000);
        var type = sticker is not null ? "sticker"
            : video?.flags.HasFlag(DocumentAttributeVideo.Flags.round_message) == true ? "video_message"
            : audio?.flags.HasFlag(DocumentAttributeAudio.Flags.voice) == true ? "voice_message"
            : document.attributes.OfType<DocumentAttributeAnimated>().Any() ? "animation"
            : video is not null ? "video_file"
            : audio is not null ? "audio_file"
            : null;
        if (type is not null)
            json["media_type"] = type;
        if (sticker is null)
            json["mime_type"] = document.mime_type;
        else
            json["sticker_emoji"] = sticker.alt;
        if (type == "audio_file")
            (json["performer"], json["title"]) = (audio!.performer, audio.title);
        if ((int)(video?.duration ?? audio?.duration ?? 0) is > 0 and var seconds)
            json["duration_seconds"] = seconds;
        if ((video?.w ?? image?.w) is { } width && (video?.h ?? image?.h) is { } height)
            (json["width"], json["height"]) = (width, height);
    }
}
