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

    /// <summary>Of them, looks at channels that its account has not tried.</summary>
    public int Trying { get; set; }

    /// <summary>Telegram has not told its account to wait with what a channel says of itself.</summary>
    public bool Looks { get; init; } = true;

    /// <summary>Nor with looking up names, which a channel needs that was not tried.</summary>
    public bool Resolves { get; init; } = true;

    /// <summary>Telegram has limited its look-ups of names before, so that they are slow.</summary>
    public bool NamesAreScarce { get; init; }

    /// <summary>Slow looks may take half of the places: pages must not wait behind them. Others had better come before the pages of the channels that are known already.</summary>
    public bool MayTry => Resolves && (!NamesAreScarce || Trying < Math.Max(1, Concurrency / 2));

    public int Free => Math.Max(0, Capacity - Outstanding);
}
