using Collector.Contracts;

namespace Collector.Sources;

/// <summary>Keeps many small JSON values in few arrays, none of them so large that it would go to the large object heap.</summary>
sealed class JsonSlab
{
    const int Size = 64 * 1024;

    Memory<byte> free;

    public RawJson Keep(ReadOnlySpan<byte> json)
    {
        if (json.Length > Size / 4)
            return new(json.ToArray());
        if (json.Length > free.Length)
            free = new byte[Size];
        json.CopyTo(free.Span);
        var kept = free[..json.Length];
        free = free[json.Length..];
        return new(kept);
    }
}
