namespace Collector.Telegram.Governing;

enum Stage
{
    /// <summary>No limit was met: calls are not slowed.</summary>
    Free,

    /// <summary>After the first flood wait: goes on as before until the next one, to count what is allowed between them.</summary>
    Measuring,

    /// <summary>The waits are too short to show a window: approaches the rate from above, counting ever longer.</summary>
    Narrowing,

    /// <summary>Keeps just below the rate found, and tries a little more now and then.</summary>
    Settled,
}
