using System.Collections.Concurrent;
using Collector.FakeTelegram.Rpc;

namespace Collector.FakeTelegram.Trouble;

/// <summary>A budget of calls that each account has for itself. Disposed of it limits no more.</summary>
public sealed class FloodLimit : IDisposable
{
    readonly ConcurrentDictionary<string, Budget> budgets = [];
    readonly Scope scope;
    readonly string error;
    readonly Action<FloodLimit> end;

    internal FloodLimit(Scope scope, int calls, TimeSpan window, FloodPolicy policy, string error, Action<FloodLimit> end) =>
        (this.scope, Calls, Window, Policy, this.error, this.end) = (scope, calls, window, policy, error, end);

    public int Calls { get; }

    public TimeSpan Window { get; }

    public FloodPolicy Policy { get; }

    public void Dispose() => end(this);

    internal void Check(Call call, DateTimeOffset now)
    {
        if (!scope.Has(call))
            return;
        var wait = budgets.GetOrAdd(call.Key.Account?.Phone ?? "", _ => new(Calls, Window, Policy)).Take(now);
        if (wait > TimeSpan.Zero)
            throw new RpcErrorException(420, $"{error}_{Math.Ceiling(wait.TotalSeconds)}");
    }
}
