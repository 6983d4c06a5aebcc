using System.Buffers.Binary;
using System.Collections.Concurrent;
using SkiaSharp;

namespace Collector.FakeTelegram.Worlds;

/// <summary>Pictures of any number of bytes that every decoder reads: a small one, filled up with comments.</summary>
static class Jpeg
{
    const int Variants = 8, CommentHead = 4, LongestComment = 65_537;

    static readonly ConcurrentDictionary<(int Width, int Height, int Variant), byte[]> Small = [];

    /// <returns>How many bytes it will have: the number wanted, or more when it must.</returns>
    public static int Size(long id, int width, int height, int wanted) => Math.Max(wanted, Plain(id, width, height).Length + CommentHead);

    public static byte[] Create(long id, int width, int height, int size)
    {
        // Behind the marker of the start and JFIF's own segment, which comes first.
        var plain = Plain(id, width, height);
        var head = 4 + BinaryPrimitives.ReadUInt16BigEndian(plain.AsSpan(4));
        var jpeg = new byte[size];
        plain.AsSpan(0, head).CopyTo(jpeg);
        var padding = jpeg.AsSpan(head, size - plain.Length);
        plain.AsSpan(head).CopyTo(jpeg.AsSpan(head + padding.Length));
        for (var number = 0; !padding.IsEmpty; number++)
        {
            var length = Math.Min(padding.Length, LongestComment);
            if (padding.Length - length is > 0 and < CommentHead)
                length -= CommentHead;
            (padding[0], padding[1]) = (0xff, 0xfe);
            BinaryPrimitives.WriteUInt16BigEndian(padding[2..], (ushort)(length - 2));
            Noise.Fill(padding[CommentHead..length], Noise.Mix(id, width, number + 1));
            padding = padding[length..];
        }

        return jpeg;
    }

    static byte[] Plain(long id, int width, int height) =>
        Small.GetOrAdd((width, height, Noise.Below(Noise.Mix(id), Variants)), key => Encode(key.Width, key.Height, key.Variant));

    static byte[] Encode(int width, int height, int variant)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        using var paint = new SKPaint { Color = SKColor.FromHsl((variant * 45) + 90, 60, 40) };
        canvas.Clear(SKColor.FromHsl(variant * 45, 70, 80));
        for (var i = 0; i < 5; i++)
            canvas.DrawCircle(width * (i + 1) / 6f, height * (((i * 3) + variant) % 5 + 1) / 6f, height / 12f, paint);
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, 60);
        return encoded.ToArray();
    }
}
