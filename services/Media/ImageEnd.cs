using System.Buffers.Binary;
using SkiaSharp;

namespace Collector.Media;

// A decoder is content when the last pixel is there; these formats say themselves where the file ends.
static class ImageEnd
{
    const int Tail = 4096;

    public static bool IsThere(string file, SKEncodedImageFormat format)
    {
        using var handle = File.OpenHandle(file);
        var length = RandomAccess.GetLength(handle);
        Span<byte> head = stackalloc byte[8];
        Span<byte> tail = stackalloc byte[(int)Math.Min(Tail, length)];
        if (RandomAccess.Read(handle, head, 0) < head.Length || RandomAccess.Read(handle, tail, length - tail.Length) < tail.Length)
            return false;
        return format switch
        {
            SKEncodedImageFormat.Png => tail.LastIndexOf("IEND"u8) is >= 0 and var end && tail.Length - end >= 8,
            SKEncodedImageFormat.Webp => BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) + 8L <= length,
            SKEncodedImageFormat.Gif => tail.TrimEnd((byte)0) is [.., (byte)';'],
            _ => true,
        };
    }
}
