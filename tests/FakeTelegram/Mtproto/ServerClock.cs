namespace Collector.FakeTelegram.Mtproto;

/// <summary>The time as the server has it, and the message ids that are made of it.</summary>
sealed class ServerClock(TimeProvider time)
{
    long skew;
    long last;

    public TimeSpan Skew
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref skew));
        set
        {
            Volatile.Write(ref skew, value.Ticks);
            Volatile.Write(ref last, 0);
        }
    }

    public DateTimeOffset Now => time.GetUtcNow() + Skew;

    /// <summary>Ids rise and are odd: 1 modulo 4 for an answer, 3 for anything else.</summary>
    public long NextMessageId(bool isAnswer)
    {
        long seen, next;
        do
        {
            seen = Volatile.Read(ref last);
            next = Math.Max(MessageId(Now), (seen & ~3L) + 4);
        }
        while (Interlocked.CompareExchange(ref last, next, seen) != seen);
        return next + (isAnswer ? 1 : 3);
    }

    public static DateTimeOffset TimeOf(long messageId) => DateTimeOffset.FromUnixTimeSeconds(messageId >> 32);

    // Unix time in units of 2^-32 s.
    static long MessageId(DateTimeOffset time) =>
        (long)((((Int128)(time - DateTimeOffset.UnixEpoch).Ticks << 32) / TimeSpan.TicksPerSecond) & ~3L);
}
