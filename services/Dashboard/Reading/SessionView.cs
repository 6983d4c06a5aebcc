namespace Collector.Dashboard.Reading;

/// <summary>A login of an account; one process at a time uses it.</summary>
sealed record SessionView
{
    public int Id { get; init; }

    public int AccountId { get; init; }

    /// <summary>Until then its process has it for itself, and it renews that; null or past: it is free.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }
}
