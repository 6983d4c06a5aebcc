namespace Collector.FakeTelegram.Trouble;

/// <summary>How a budget of calls comes back.</summary>
public enum FloodPolicy
{
    /// <summary>All of it, when the window that began with the first call is over.</summary>
    FixedWindow,

    /// <summary>Each call when it is one window old.</summary>
    SlidingWindow,

    /// <summary>Evenly, up to the whole.</summary>
    TokenBucket,
}
