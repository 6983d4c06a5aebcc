using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Collector.Sources.Export;

/// <summary>What tells cheaply that a file was changed.</summary>
readonly record struct FileStamp(long Length, DateTime WrittenAt)
{
    const int Ends = 64 * 1024;
    const int Sample = 4 * 1024;
    const int Samples = 8;

    public static FileStamp Of(SafeFileHandle file) => new(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));

    /// <summary>Size, time, and a hash of the file's head, tail and a few places between.</summary>
    public string Fingerprint(SafeFileHandle file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(0, Ends);
        for (var i = 1; i <= Samples; i++)
            Append(Length / (Samples + 1) * i, Sample);
        Append(Math.Max(0, Length - Ends), Ends);
        return string.Create(CultureInfo.InvariantCulture, $"{Length}-{WrittenAt.Ticks}-{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8))}");

        void Append(long offset, int length)
        {
            var part = new byte[length];
            hash.AppendData(part, 0, RandomAccess.Read(file, part, offset));
        }
    }
}
