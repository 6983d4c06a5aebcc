using System.Collections.Concurrent;
using Collector.FakeTelegram.Worlds;
using TL;

namespace Collector.FakeTelegram.Rpc;

/// <summary>Exports of an account's data: the last one that was begun is the one that is good.</summary>
sealed class TakeoutMethods(Engine engine)
{
    readonly ConcurrentDictionary<FakeAccount, long> running = [];
    readonly ConcurrentDictionary<FakeAccount, DateTimeOffset> asked = [];

    public Account_Takeout Begin(Call call)
    {
        if (engine.Faults.TakeoutDelay is { } delay)
        {
            var left = asked.GetOrAdd(call.Account, engine.Clock.Now) + delay - engine.Clock.Now;
            if (left > TimeSpan.Zero)
                throw new RpcErrorException(420, $"TAKEOUT_INIT_DELAY_{Math.Ceiling(left.TotalSeconds)}");
        }

        return new() { id = running[call.Account] = Random.Shared.NextInt64() };
    }

    public bool Finish(Call call)
    {
        if (call.Takeout is null)
            throw new RpcErrorException(403, "TAKEOUT_REQUIRED");
        running.TryRemove(call.Account, out _);
        return true;
    }

    public void EndAll() => running.Clear();

    /// <exception cref="RpcErrorException">The call belongs to an export that is over.</exception>
    public void Check(Call call)
    {
        if (call.Takeout is { } id && (!running.TryGetValue(call.Account, out var current) || current != id))
            throw RpcErrorException.Bad("TAKEOUT_INVALID");
    }
}
