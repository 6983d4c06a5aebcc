namespace Collector.Scheduler;

/// <summary>A range that was read and not stored: it is read again, or parked.</summary>
sealed record FailedRound
{
    public int ChannelId { get; init; }

    public required string Channel { get; init; }

    public int First { get; init; }

    public int Last { get; init; }

    public required string State { get; init; }

    public string? Error { get; init; }

    public override string ToString() => $"ids {First}..{Last}: {Error}";
}
