using SkiaSharp;

namespace Collector.Media;

sealed record ImageFormat(string Extension, string Mime)
{
    public static ImageFormat? Of(SKEncodedImageFormat format) => format switch
    {
        SKEncodedImageFormat.Jpeg => new("jpg", "image/jpeg"),
        SKEncodedImageFormat.Png => new("png", "image/png"),
        SKEncodedImageFormat.Webp => new("webp", "image/webp"),
        SKEncodedImageFormat.Gif => new("gif", "image/gif"),
        SKEncodedImageFormat.Bmp => new("bmp", "image/bmp"),
        _ => null,
    };
}
