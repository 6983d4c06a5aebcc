using Collector.Sources;
using Collector.Telegram.Images;
using TL;

namespace Collector.Telegram.Mapping;

/// <summary>The images of a message that can be downloaded.</summary>
static class MessageImages
{
    const string Prefix = "tg:";

    /// <summary>False for an id that an export gave.</summary>
    public static bool IsTelegrams(string imageId) => imageId.StartsWith(Prefix, StringComparison.Ordinal);

    /// <returns>One for each image id; <see cref="PageImage.Location"/> is an <see cref="ImageLocation"/>.</returns>
    public static IReadOnlyList<PageImage> Of(MessageBase source, ImageChoice choice)
    {
        List<PageImage> images = [];
        if (source is MessageService { action: MessageActionChatEditPhoto { photo: var photo } } && choice.ChannelPhotos)
            Add(images, source.ID, photo, choice);
        else if (source is Message message)
            Add(images, message.id, message.media, choice);
        return images;
    }

    static void Add(List<PageImage> images, int messageId, MessageMedia? media, ImageChoice choice)
    {
        switch (media)
        {
            case MessageMediaPhoto photo when choice.Photos:
                Add(images, messageId, photo.photo, choice);
                break;
            case MessageMediaDocument { document: Document document } when choice.Documents && IsImage(document):
                Add(images, new(ImageId(document.id), messageId, ImageLocation.Of(document).ToJson(), document.size));
                break;
            case MessageMediaWebPage { webpage: WebPage page } when choice.WebPages:
                Add(images, messageId, page.photo, choice);
                break;
            case MessageMediaPaidMedia paid:
                foreach (var item in (paid.extended_media ?? []).OfType<MessageExtendedMedia>())
                    Add(images, messageId, item.media, choice);
                break;
        }
    }

    static void Add(List<PageImage> images, int messageId, PhotoBase? found, ImageChoice choice)
    {
        if (found is Photo photo && PhotoSizes.Choose(photo.sizes, choice.LongestSide) is { } size)
            Add(images, new(ImageId(photo.id), messageId, ImageLocation.Of(photo, size).ToJson(), size.Bytes));
    }

    static void Add(List<PageImage> images, PageImage image)
    {
        if (images.TrueForAll(known => known.ImageId != image.ImageId))
            images.Add(image);
    }

    static bool IsImage(Document document) =>
        document.mime_type?.StartsWith("image/", StringComparison.Ordinal) == true && MediaKinds.OfDocument(document) == "document";

    static string ImageId(long id) => $"{Prefix}{id}";
}
