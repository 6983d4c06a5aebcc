namespace Collector.Sources;

/// <summary>What a process does for an account while it holds a session of it.</summary>
public interface IAccountWork
{
    /// <summary>Whether channels are read.</summary>
    bool Reads { get; }

    /// <summary>Begins; disposing ends it, when what is under way is finished or handed back.</summary>
    Task<IAsyncDisposable> BeginAsync(IHeldAccount account, CancellationToken cancellationToken);
}

/// <summary>An account that this process holds a session of.</summary>
public interface IHeldAccount
{
    /// <summary><c>accounts.id</c>.</summary>
    int Id { get; }

    /// <summary>Ranges that keep the account's rate busy; 0 while Telegram makes it wait.</summary>
    int Concurrency { get; }

    /// <summary>Ranges at most, whatever the rate.</summary>
    int MaxConcurrency { get; }

    /// <summary>Images at most; they lie in several data centers.</summary>
    int MaxDownloads { get; }
}
