namespace Collector.Dashboard.Reading;

/// <summary>A range of ids in flight, or given up.</summary>
sealed record Run
{
    public long Id { get; init; }

    public int ChannelId { get; init; }

    public string ChannelName { get; init; } = "";

    /// <summary>Null for a look at the channel itself.</summary>
    public int? First { get; init; }

    public int? Last { get; init; }

    /// <summary><c>outstanding</c> or <c>parked</c>.</summary>
    public string State { get; init; } = "";

    public int Round { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public string? Account { get; init; }

    public string? Error { get; init; }
}
