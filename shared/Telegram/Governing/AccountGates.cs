using Microsoft.Extensions.Logging;

namespace Collector.Telegram.Governing;

/// <summary>All calls of one account pass here, one gate per class.</summary>
public sealed class AccountGates
{
    readonly Dictionary<CallClass, Gate> gates;

    internal AccountGates(int accountId, GateTable table, GateOptions options, TimeProvider time, ILogger logger)
    {
        MaxCallers = options.MaxCallers;
        MaxFileCallers = options.MaxFileCallers;
        gates = CallClassNames.All.ToDictionary(each => each, each => new Gate(accountId, each, table, options, time, logger));
    }

    /// <summary>As of <see cref="GateOptions"/>.</summary>
    public int MaxCallers { get; }

    /// <summary>As of <see cref="GateOptions"/>.</summary>
    public int MaxFileCallers { get; }

    /// <summary>Waits for its turn, makes the call, and makes it again after a flood wait that is short enough to be held.</summary>
    /// <param name="callClass">What Telegram limits together.</param>
    /// <param name="channel">Channels take turns, whatever number of calls each has in line.</param>
    /// <param name="dc">The data center that is called; null for the account's own.</param>
    /// <param name="call">May be run more than once.</param>
    /// <exception cref="AccountWaitException">The account waits for longer than <see cref="GateOptions.HoldAtMost"/>.</exception>
    public Task<T> CallAsync<T>(CallClass callClass, string channel, int? dc, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        gates[callClass].CallAsync(new(channel, dc ?? 0), call, cancellationToken);

    /// <summary>How many callers keep the allowed rate busy; more would only stand in line.</summary>
    public int SuggestedConcurrency(CallClass callClass) => gates[callClass].SuggestedConcurrency;

    /// <summary>True while the account waits for longer than <see cref="GateOptions.HoldAtMost"/>.</summary>
    public bool IsWaiting(CallClass callClass) => gates[callClass].IsWaiting;

    internal void Know(IEnumerable<GateRow> rows)
    {
        foreach (var row in rows)
            gates[Enum.Parse<CallClass>(row.CallClass, ignoreCase: true)].Know(row);
    }
}
