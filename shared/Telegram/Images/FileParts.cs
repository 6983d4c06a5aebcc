namespace Collector.Telegram.Images;

/// <summary>Cuts a file into requests that Telegram accepts: offset and limit are multiples of 4 KiB, 1 MiB is a multiple of the limit, and no part crosses a 1 MiB boundary.</summary>
static class FileParts
{
    const int Smallest = 4 * 1024;
    const int Largest = 1024 * 1024;

    /// <summary>One part up to 1 MiB; the limit is the next power of two above the size.</summary>
    /// <param name="bytes">As announced; 0 or less when unknown, then there is one part of 1 MiB.</param>
    public static IEnumerable<(long Offset, int Limit)> Of(long bytes)
    {
        var limit = LimitOf(bytes);
        yield return (0, limit);
        for (long offset = limit; offset < bytes; offset += limit)
            yield return (offset, limit);
    }

    static int LimitOf(long bytes) => bytes is <= 0 or >= Largest ? Largest : Math.Max(Smallest, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)bytes));
}
