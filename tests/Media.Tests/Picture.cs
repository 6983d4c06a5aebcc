using System.Buffers.Binary;
using SkiaSharp;

namespace Collector.Media.Tests;

/// <summary>Real images, each number another one.</summary>
static class Picture
{
    public static byte[] Jpeg(int number = 1) => Encode(SKEncodedImageFormat.Jpeg, number);

    public static byte[] Of(string format) => format switch
    {
        "jpeg" => Jpeg(),
        "png" => Encode(SKEncodedImageFormat.Png, 1),
        "webp" => Encode(SKEncodedImageFormat.Webp, 1),
        "gif" => Gif(frames: 1),
        "moving gif" => Gif(frames: 3),
        "bmp" => Bmp(),
        _ => throw new ArgumentException(format),
    };

    /// <summary>A PNG whose head promises more pixels than anybody would decode.</summary>
    public static byte[] Huge(int width, int height)
    {
        var png = Of("png");
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    static byte[] Encode(SKEncodedImageFormat format, int number)
    {
        using var bitmap = new SKBitmap(120, 90);
        using var canvas = new SKCanvas(bitmap);
        using var paint = new SKPaint { Color = SKColors.OrangeRed };
        canvas.Clear(SKColors.SkyBlue);
        for (var i = 0; i < 40; i++)
            canvas.DrawCircle((i * 37) + number, i * 23 % 90, 3 + (i % 7), paint);
        using var encoded = bitmap.Encode(format, 80);
        return encoded.ToArray();
    }

    // SkiaSharp writes neither GIF nor BMP. The codes of this GIF are plain bytes: the table is cleared before it grows.
    static byte[] Gif(int frames)
    {
        const int width = 60, height = 40, clear = 128, end = 129;
        using var gif = new MemoryStream();
        gif.Write([.. "GIF89a"u8, width, 0, height, 0, 0xf6, 0, 0]);
        for (var color = 0; color < 128; color++)
            gif.Write([(byte)color, (byte)(color * 2), (byte)(255 - color)]);
        for (var frame = 0; frame < frames; frame++)
        {
            gif.Write([0x21, 0xf9, 4, 4, 10, 0, 0, 0, (byte)',', 0, 0, 0, 0, width, 0, height, 0, 0, 7]);
            var codes = Enumerable.Range(0, width * height).SelectMany(pixel => pixel % 100 == 0 ? new[] { clear, (pixel + frame) % 128 } : [(pixel + frame) % 128]);
            foreach (var block in codes.Append(end).Select(code => (byte)code).Chunk(255))
                gif.Write([(byte)block.Length, .. block]);
            gif.WriteByte(0);
        }

        gif.WriteByte((byte)';');
        return gif.ToArray();
    }

    static byte[] Bmp()
    {
        const int width = 40, height = 30, head = 54;
        var bmp = new byte[head + (width * height * 3)];
        "BM"u8.CopyTo(bmp);
        foreach (var (offset, value) in new[] { (2, bmp.Length), (10, head), (14, 40), (18, width), (22, height), (26, 1 | (24 << 16)) })
            BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(offset), value);
        for (var i = head; i < bmp.Length; i++)
            bmp[i] = (byte)(i * 7);
        return bmp;
    }

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320);
        }

        return ~crc;
    }
}
