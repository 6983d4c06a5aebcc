using NpgsqlTypes;

namespace Collector.Queries;

/// <summary>What the tables say of one channel, read in one snapshot.</summary>
public sealed record ChannelLedger
{
    /// <summary>False while only its name is known.</summary>
    public bool IsSeen { get; init; }

    public int First { get; init; }

    public int Top { get; init; }

    public string? LastError { get; init; }

    /// <summary>Ids of first to top that are not known, oldest first; only the first few pieces.</summary>
    public NpgsqlRange<int>[] Gaps { get; init; } = [];

    public int GapCount { get; init; }

    public long MissingIds { get; init; }

    /// <summary>Rows as coverage counts them.</summary>
    public int Counted { get; init; }

    public int Rows { get; init; }

    /// <summary>Rows that are not marked deleted, up to the newest id of the last look.</summary>
    public int Present { get; init; }

    /// <summary>What Telegram itself counted at the last look: the only outside check of completeness; null when it was not asked.</summary>
    public int? Reported { get; init; }

    /// <summary>Rows whose id is not in coverage.</summary>
    public int Unproven { get; init; }

    public int Parked { get; init; }

    public string? ParkedError { get; init; }

    /// <summary>Images that messages show.</summary>
    public int Images { get; init; }

    public int ImagesUnknown { get; init; }

    public int ImagesWanted { get; init; }

    public int ImagesFailed { get; init; }

    public string? ImageError { get; init; }

    public int ImagesStored => Images - ImagesUnknown - ImagesWanted - ImagesFailed;
}
