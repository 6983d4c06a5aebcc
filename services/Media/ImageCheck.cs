using Collector.Contracts;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace Collector.Media;

/// <summary>Says whether a file is a whole image, by decoding it.</summary>
sealed class ImageCheck(IOptions<MediaOptions> options) : IDisposable
{
    const int Large = 4_000_000;

    // One large image at a time: decoded, it takes four bytes for each pixel.
    readonly SemaphoreSlim turn = new(1);

    /// <exception cref="PermanentException">The file is not an image, or only a part of one; the message goes on after "photo NAME …".</exception>
    public async Task<(ImageFormat Format, int Width, int Height)> ReadAsync(string file, CancellationToken cancellationToken)
    {
        using var codec = SKCodec.Create(file, out var opened);
        if (codec is null)
            throw opened == SKCodecResult.IncompleteInput ? Damaged() : NotAnImage();
        if (ImageFormat.Of(codec.EncodedFormat) is not { } format)
            throw NotAnImage();

        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var pixels = (long)width * height;
        if (pixels > options.Value.MaxPixels)
            throw new PermanentException($"has {width} × {height} pixels, which is more than IMAGE_MAX_PIXELS = {options.Value.MaxPixels}");

        var large = pixels > Large;
        if (large)
            await turn.WaitAsync(cancellationToken);
        try
        {
            return IsWhole(codec) && ImageEnd.IsThere(file, codec.EncodedFormat) ? (format, width, height) : throw Damaged();
        }
        finally
        {
            if (large)
                turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    static bool IsWhole(SKCodec codec)
    {
        var scaled = codec.GetScaledDimensions(0.125f);
        using var bitmap = new SKBitmap(new SKImageInfo(scaled.Width, scaled.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        return codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success
            && codec.FrameInfo.All(frame => frame.FullyRecieved);
    }

    static PermanentException NotAnImage() => new("is not an image (JPEG, PNG, WebP, GIF or BMP)");

    static PermanentException Damaged() => new("is damaged or cut off");
}
