namespace Collector.FakeTelegram.Worlds;

/// <summary>Which ids have an invented message, and which of them belong together.</summary>
sealed class InventedIds
{
    /// <summary>An account's basic groups share one sequence of ids; so many of them do here.</summary>
    public const int Sharers = 4;

    const int Cell = 10, AlbumStart = 2, LongestAlbum = 6, Block = 512;

    readonly long seed;
    readonly bool isShared;
    readonly int share;
    readonly Content content;

    public InventedIds(long seed, bool isShared, int share, int count, Content content)
    {
        (this.seed, this.isShared, this.share, Count, this.content) = (seed, isShared, share, count, content);
        Last = int.MaxValue;
        var last = 0;
        for (var left = count; left > 0;)
            if (Exists(++last))
                left--;
        Last = last;
    }

    public int First => (isShared, share) switch { (false, _) => 1, (_, 0) => Sharers, _ => share };

    public int Count { get; }

    public int Last { get; }

    public bool Exists(int id)
    {
        if (id <= 0 || id > Last)
            return false;
        if (isShared)
            return id % Sharers == share;
        return id == 1 || content.Gaps == 0 || (!IsInHole(id) && (IsInAlbum(id) || Noise.Fraction(Noise.Mix(seed, id, 'i')) >= content.Gaps));
    }

    public bool IsInAlbum(int id)
    {
        var place = (id % Cell) - AlbumStart;
        if (place is < 0 or >= LongestAlbum || id < Cell || content.Albums == 0 || isShared)
            return false;
        var album = Noise.Mix(seed, id / Cell, 'a');
        return Noise.Fraction(album) < content.Albums && place < 2 + Noise.Below(Noise.Mix(album), LongestAlbum - 1);
    }

    /// <returns>Where the album begins that the id is in.</returns>
    public static int AlbumOf(int id) => (id / Cell * Cell) + AlbumStart;

    public long GroupedId(int id) => Noise.Mix(seed, id / Cell, 'g') & long.MaxValue;

    bool IsInHole(int id)
    {
        var hole = Noise.Mix(seed, id / Block, 'h');
        var start = Noise.Below(Noise.Mix(hole), Block - 100);
        return hole % 3 == 0 && id % Block >= start && id % Block < start + 10 + Noise.Below(hole, 90);
    }
}
