namespace Collector.Scheduler;

/// <summary>A look at a Telegram channel that no account was asked for yet.</summary>
sealed record WaitingLook
{
    public long Id { get; init; }

    /// <summary>The accounts alive that can read the channel.</summary>
    public int[] Readable { get; init; } = [];

    /// <summary>The accounts alive that might.</summary>
    public int[] Untried { get; init; } = [];

    /// <summary>An account can read the channel, and is not at work just now.</summary>
    public bool Absent { get; init; }
}
