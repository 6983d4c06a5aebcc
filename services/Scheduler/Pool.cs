namespace Collector.Scheduler;

/// <summary>Who works together: all sessions of one account, or the collectors' part that needs no account.</summary>
sealed record Pool
{
    /// <summary><see cref="Pool.AccountId"/> of what needs no account.</summary>
    public const int NoAccount = 0;

    public int AccountId { get; init; }

    /// <summary>Ranges that it works on at once.</summary>
    public int Concurrency { get; init; }

    /// <summary>Ranges and looks that it was given.</summary>
    public int Outstanding { get; set; }

    /// <summary>How many it may be given in all.</summary>
    public int Capacity { get; init; }

    public int Free => Math.Max(0, Capacity - Outstanding);
}
