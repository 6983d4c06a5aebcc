using NpgsqlTypes;

namespace Collector.Scheduler;

/// <summary>What one channel still needs, as <see cref="Gaps"/> reads it.</summary>
sealed record Gap
{
    public int ChannelId { get; init; }

    public int Sweep { get; init; }

    /// <summary>Missing ids, newest first; only the newest pieces when there are very many.</summary>
    public NpgsqlRange<int>[] Missing { get; init; } = [];

    /// <summary>Spans of the channel that are outstanding or parked.</summary>
    public NpgsqlRange<int>[] Taken { get; init; } = [];

    /// <summary>How many ids are missing in all.</summary>
    public long MissingIds { get; init; }

    /// <summary>Messages per id in what is known of the channel; 1 when nothing is.</summary>
    public double Density { get; init; }
}
