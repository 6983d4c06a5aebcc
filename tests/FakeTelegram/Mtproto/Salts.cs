using System.Security.Cryptography;
using TL;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>The server's salts for one key: a new one every hour, and the last one is good for another half.</summary>
sealed class Salts(long first, DateTimeOffset since)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    static readonly TimeSpan Grace = TimeSpan.FromMinutes(30);

    readonly Lock turn = new();
    readonly List<(DateTimeOffset Since, long Value)> schedule = [(since, first)];

    public long Current(DateTimeOffset now)
    {
        lock (turn)
            return schedule[At(now)].Value;
    }

    public bool Accepts(long salt, DateTimeOffset now)
    {
        lock (turn)
        {
            var at = At(now);
            return salt == schedule[at].Value || (at > 0 && salt == schedule[at - 1].Value && now < schedule[at].Since + Grace);
        }
    }

    /// <summary>None of those told before is good any more.</summary>
    public void Change(DateTimeOffset now)
    {
        lock (turn)
        {
            schedule.Clear();
            schedule.Add((now, Random()));
        }
    }

    public FutureSalt[] Future(int count, DateTimeOffset now)
    {
        lock (turn)
        {
            var at = At(now);
            while (schedule.Count < at + count)
                Extend();
            return [.. schedule.Skip(at).Take(count).Select(salt => new FutureSalt
            {
                salt = salt.Value,
                valid_since = salt.Since.UtcDateTime,
                valid_until = (salt.Since + Lifetime + Grace).UtcDateTime,
            })];
        }
    }

    int At(DateTimeOffset now)
    {
        while (schedule[^1].Since + Lifetime <= now)
            Extend();
        return Math.Max(0, schedule.FindLastIndex(salt => salt.Since <= now));
    }

    void Extend() => schedule.Add((schedule[^1].Since + Lifetime, Random()));

    static long Random() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
}
