using System.Collections.Concurrent;
using Collector.FakeTelegram.Trouble;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>Notices keys that are in two places at once.</summary>
sealed class Conflicts(ServerClock clock, Faults faults)
{
    readonly ConcurrentQueue<KeyConflict> seen = [];

    public IReadOnlyList<KeyConflict> Seen => [.. seen];

    public void Check(AuthKey key, int dc, Connection connection)
    {
        foreach (var other in key.Join(connection))
        {
            seen.Enqueue(new(key.Id, key.Account?.Phone, dc, clock.Now, other.Remote, connection.Remote));
            key.IsDuplicated |= faults.KillsDuplicatedKeys;
        }
    }
}
