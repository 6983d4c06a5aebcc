namespace Collector.Scheduler;

/// <summary>A range that was given up.</summary>
sealed record ParkedRange
{
    public long Id { get; init; }

    public int ChannelId { get; init; }

    public required string Channel { get; init; }

    public int First { get; init; }

    public int Last { get; init; }

    public required string State { get; init; }

    public string? Error { get; init; }

    public override string ToString() => $"ids {First}..{Last}: {Error}";
}
