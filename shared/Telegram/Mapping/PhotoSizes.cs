using TL;

namespace Collector.Telegram.Mapping;

/// <summary>A size of a photo that can be downloaded.</summary>
/// <param name="Type">Telegram's letter: <c>s</c>, <c>m</c>, <c>x</c>, <c>y</c>, <c>w</c> and others.</param>
sealed record PhotoVariant(string Type, int Width, int Height, int Bytes);

static class PhotoSizes
{
    public static PhotoVariant? Largest(PhotoSizeBase[]? sizes) => All(sizes).MaxBy(size => ((long)size.Width * size.Height, size.Bytes));

    /// <param name="longestSide">In pixels; null for the largest there is.</param>
    /// <returns>The largest within the limit; when all are above it, the smallest.</returns>
    public static PhotoVariant? Choose(PhotoSizeBase[]? sizes, int? longestSide) =>
        longestSide is { } limit
            ? All(sizes).Where(size => Math.Max(size.Width, size.Height) <= limit).MaxBy(size => (long)size.Width * size.Height) ?? All(sizes).MinBy(size => (long)size.Width * size.Height)
            : Largest(sizes);

    // Outlines and blurred thumbnails are no files, and cached ones lie in the message itself.
    static IEnumerable<PhotoVariant> All(PhotoSizeBase[]? sizes) => (sizes ?? []).Select(size => size switch
    {
        PhotoSize plain => new PhotoVariant(plain.type, plain.w, plain.h, plain.size),
        PhotoSizeProgressive { sizes: [.., var bytes] } progressive => new(progressive.type, progressive.w, progressive.h, bytes),
        _ => null,
    }).OfType<PhotoVariant>();
}
