using System.Collections.Concurrent;
using Collector.FakeTelegram.Mtproto;
using Collector.FakeTelegram.Rpc;

namespace Collector.FakeTelegram.Trouble;

/// <summary>What clients have called.</summary>
public sealed class Statistics
{
    readonly ConcurrentQueue<CallRecord> calls = [];
    readonly ServerClock clock;
    int inFlight;
    int mostInFlight;

    internal Statistics(ServerClock clock) => this.clock = clock;

    /// <summary>All that were answered, in the order of their answers.</summary>
    public IReadOnlyList<CallRecord> Calls => [.. calls];

    public int InFlight => inFlight;

    /// <summary>The most that ever were in flight at once.</summary>
    public int MostInFlight => mostInFlight;

    /// <summary>The calls that were told to wait, by FLOOD_WAIT_X or FLOOD_PREMIUM_WAIT_X.</summary>
    public IEnumerable<CallRecord> FloodWaits => calls.Where(call => call.Outcome.StartsWith("FLOOD_", StringComparison.Ordinal));

    public int Count(string method, string outcome = CallRecord.Fine) => calls.Count(call => call.Method == method && call.Outcome == outcome);

    /// <summary>Forgets what was called so far.</summary>
    public void Clear()
    {
        calls.Clear();
        Volatile.Write(ref mostInFlight, 0);
    }

    internal Entry Begin(Call call)
    {
        var now = Interlocked.Increment(ref inFlight);
        for (var most = mostInFlight; now > most; most = mostInFlight)
            Interlocked.CompareExchange(ref mostInFlight, now, most);
        return new(this, call);
    }

    internal sealed class Entry(Statistics owner, Call call) : IDisposable
    {
        readonly DateTimeOffset began = owner.clock.Now;

        public string Outcome { get; set; } = CallRecord.Fine;

        public void Dispose()
        {
            Interlocked.Decrement(ref owner.inFlight);
            owner.calls.Enqueue(new(call.Method, call.Key.Account?.Phone, call.Dc.Id, call.Takeout is not null, Outcome, began, owner.clock.Now - began));
        }
    }
}
