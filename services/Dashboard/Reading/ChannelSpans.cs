using NpgsqlTypes;

namespace Collector.Dashboard.Reading;

/// <summary>What the ledger knows of a channel's ids.</summary>
public sealed record ChannelSpans
{
    public int Id { get; init; }

    public string? Kind { get; init; }

    public long? TelegramId { get; init; }

    public TimeSpan? Every { get; init; }

    public DateTimeOffset? LastSeenAt { get; init; }

    public int First { get; init; }

    public int Top { get; init; }

    /// <summary>The newest picture of the channel itself that is stored; null when there is none.</summary>
    public string? PhotoId { get; init; }

    public NpgsqlRange<int>[] Known { get; init; } = [];

    /// <summary>In flight.</summary>
    public NpgsqlRange<int>[] Outstanding { get; init; } = [];

    public NpgsqlRange<int>[] Parked { get; init; } = [];
}
