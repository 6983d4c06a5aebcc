namespace Collector.FakeTelegram.Worlds;

/// <summary>What invented messages are like; shares are from 0 to 1.</summary>
public sealed record Content
{
    /// <summary>Ids that were never there, beside some longer holes; 0 for neither.</summary>
    public double Gaps { get; init; } = 0.04;

    public double Photos { get; init; } = 0.2;

    /// <summary>Of every ten ids in a row, whether they have an album of two to six photos.</summary>
    public double Albums { get; init; } = 0.1;

    /// <summary>Documents, videos, polls, places and the like.</summary>
    public double OtherMedia { get; init; } = 0.12;

    public double Service { get; init; } = 0.01;

    /// <summary>The largest size of a photo, about; below 12,000 it is exact no more.</summary>
    public int PhotoBytes { get; init; } = 80_000;

    /// <summary>Where the files are; null for all of 1, 2 and 4.</summary>
    public int? Dc { get; init; }

    public static Content TextOnly { get; } = new() { Photos = 0, Albums = 0, OtherMedia = 0, Service = 0 };
}
