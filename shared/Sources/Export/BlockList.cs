namespace Collector.Sources.Export;

/// <summary>The sparse index of one chat while it grows.</summary>
sealed class BlockList
{
    public const int MaxCount = 250;
    const int MaxLength = 512 * 1024;

    // A block that spans a wide gap would be read for every page inside the gap.
    const int MaxGap = 10_000;

    readonly List<Block> blocks = [];
    Block open;
    int last;
    bool descending;

    /// <summary>Whether every id so far was above the one before.</summary>
    public bool Ascending { get; private set; } = true;

    public IReadOnlyList<Block> Blocks => blocks;

    public void Add(int id, long offset, int length)
    {
        Ascending &= id > last;
        if (open.Count > 0 && Ends(id, offset + length))
            Close();
        if (open.Count == 1)
            descending = id < last;
        open = open.Count == 0
            ? new(offset, length, 1, id, id)
            : new(open.Offset, (int)(offset + length - open.Offset), open.Count + 1, Math.Min(open.Min, id), Math.Max(open.Max, id));
        last = id;
    }

    public void Close()
    {
        if (open.Count > 0)
            blocks.Add(open);
        open = default;
    }

    bool Ends(int id, long end) =>
        open.Count == MaxCount
        || end - open.Offset > MaxLength
        || Math.Abs((long)id - last) > MaxGap
        || (open.Count > 1 && (descending ? id > open.Max : id < open.Min));
}
