using Collector.Sources;
using Collector.Telegram.Images;
using Collector.Telegram.Mapping;
using TL;

namespace Collector.Telegram.Tests;

public sealed class MappingImageTests
{
    public static Photo Photo { get; } = new()
    {
        id = 3,
        access_hash = -5,
        file_reference = [1, 2, 255],
        dc_id = 2,
        sizes =
        [
            new PhotoStrippedSize { type = "i", bytes = [1] },
            new PhotoSizeProgressive { type = "y", w = 1280, h = 720, sizes = [100, 500, 900] },
            new PhotoSize { type = "m", w = 320, h = 180, size = 60 },
        ],
    };

    [Fact]
    public void APhotosLargestSizeIsItsImage()
    {
        var image = Assert.Single(ImagesOf(new MessageMediaPhoto { photo = Photo }, new()));

        Assert.Equal(("tg:3", 7, 900L), (image.ImageId, image.MessageId, image.Bytes!.Value));
        var location = Assert.IsType<InputPhotoFileLocation>(ImageLocation.Parse(image.Location!).ToInput());
        Assert.Equal((3L, -5L, "y", 2), (location.id, location.access_hash, location.thumb_size, ImageLocation.Parse(image.Location!).Dc));
        Assert.Equal([1, 2, 255], location.file_reference);
    }

    [Theory]
    [InlineData(800, 60)]
    [InlineData(1280, 900)]
    [InlineData(100, 60)]
    public void ASmallerSizeCanBeChosen(int longestSide, long bytes) =>
        Assert.Equal(bytes, Assert.Single(ImagesOf(new MessageMediaPhoto { photo = Photo }, new() { LongestSide = longestSide })).Bytes);

    [Fact]
    public void AnImageSentAsAFileIsWantedOnlyWhenAsked()
    {
        var media = new MessageMediaDocument { document = new Document { id = 4, dc_id = 1, size = 50, mime_type = "image/png" } };

        Assert.Empty(ImagesOf(media, new()));
        var location = ImageLocation.Parse(Assert.Single(ImagesOf(media, new() { Documents = true })).Location!);
        Assert.Equal((4L, ""), Assert.IsType<InputDocumentFileLocation>(location.ToInput()) is var input ? (input.id, input.thumb_size) : default);
    }

    [Fact]
    public void AStickerIsNoImage() => Assert.Empty(ImagesOf(
        new MessageMediaDocument { document = new Document { mime_type = "image/webp", attributes = [new DocumentAttributeSticker()] } }, new() { Documents = true }));

    [Fact]
    public void ALinksPreviewIsWantedOnlyWhenAsked()
    {
        var media = new MessageMediaWebPage { webpage = new WebPage { photo = Photo } };

        Assert.Empty(ImagesOf(media, new()));
        Assert.Single(ImagesOf(media, new() { WebPages = true }));
    }

    [Fact]
    public void AChannelsNewPictureIsWantedOnlyWhenAsked()
    {
        var message = new MessageService { id = 7, action = new MessageActionChatEditPhoto { photo = Photo } };

        Assert.Empty(MessageImages.Of(message, new()));
        Assert.Single(MessageImages.Of(message, new() { ChannelPhotos = true }));
    }

    static IReadOnlyList<PageImage> ImagesOf(MessageMedia media, ImageChoice choice) => MessageImages.Of(new Message { id = 7, media = media }, choice);
}
