using System.Buffers.Binary;
using System.Globalization;
using Collector.Testing;

namespace Collector.Benchmarks.Simulation;

/// <summary>An image of 80 KB that every decoder reads: a small one, filled up with comments.</summary>
static class SimulatedImage
{
    /// <summary>Of an image's id in <c>images</c>; its number follows.</summary>
    public const string Prefix = "tg:";

    public const int Bytes = 80 * 1024;

    /// <summary>Of so many, those of one channel lie in one.</summary>
    public const int DataCenters = 3;

    /// <summary>The accounts' own data center.</summary>
    public const int Home = 0;

    const int Start = 2;
    const int Head = 4;
    const int LongestComment = 65_537;

    /// <param name="id">As in <c>images</c>.</param>
    public static long Number(string id) => long.Parse(id.AsSpan(Prefix.Length), CultureInfo.InvariantCulture);

    public static int DataCenter(long number) => (int)(number / SimulatedChannel.ImagesOfChannel % DataCenters);

    /// <summary>The bytes of an image, always the same.</summary>
    public static byte[] Create(long number)
    {
        var small = ExportFile.Picture((int)number);
        var image = new byte[Bytes];
        small.AsSpan(0, Start).CopyTo(image);
        var padding = image.AsSpan(Start, Bytes - small.Length);
        small.AsSpan(Start).CopyTo(image.AsSpan(Start + padding.Length));
        while (!padding.IsEmpty)
        {
            var length = Math.Min(padding.Length, LongestComment);
            BinaryPrimitives.WriteUInt16BigEndian(padding, 0xFFFE);
            BinaryPrimitives.WriteUInt16BigEndian(padding[2..], (ushort)(length - 2));
            padding[Head..length].Fill(0x20);
            padding = padding[length..];
        }

        return image;
    }
}
