using TL;

namespace Collector.Telegram.Mapping;

/// <summary>Names of what a message shows, those of an export where it has one.</summary>
static class MediaKinds
{
    public static string? Of(MessageMedia? media) => media switch
    {
        null => null,
        MessageMediaDocument document => OfDocument(document),
        MessageMediaGeo and not MessageMediaGeoLive => "location",
        MessageMediaGeoLive => "live_location",
        MessageMediaWebPage => "web_page",
        MessageMediaToDo => "todo_list",
        _ => TlNames.Snake(media.GetType(), "MessageMedia"),
    };

    // A document that has expired leaves only flags.
    static string OfDocument(MessageMediaDocument media) => media.document is Document document ? OfDocument(document)
        : media.flags.HasFlag(MessageMediaDocument.Flags.round) ? "video_note"
        : media.flags.HasFlag(MessageMediaDocument.Flags.voice) ? "voice"
        : media.flags.HasFlag(MessageMediaDocument.Flags.video) ? "video"
        : "document";

    public static string OfDocument(Document document)
    {
        var attributes = document.attributes ?? [];
        return attributes.OfType<DocumentAttributeSticker>().Any() ? "sticker"
            : attributes.OfType<DocumentAttributeVideo>().Any(video => video.flags.HasFlag(DocumentAttributeVideo.Flags.round_message)) ? "video_note"
            : attributes.OfType<DocumentAttributeAudio>().Any(audio => audio.flags.HasFlag(DocumentAttributeAudio.Flags.voice)) ? "voice"
            : attributes.OfType<DocumentAttributeAnimated>().Any() ? "animation"
            : attributes.OfType<DocumentAttributeVideo>().Any() ? "video"
            : attributes.OfType<DocumentAttributeAudio>().Any() ? "audio"
            : "document";
    }
}
