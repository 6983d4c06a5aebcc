namespace Collector.FakeTelegram.Mtproto;

/// <summary>What a client calls a session: the numbering of the messages between it and the server.</summary>
sealed class Session(long id)
{
    int content;

    public long Id => id;

    public int NextNumber(bool isContent) => isContent ? (Interlocked.Increment(ref content) * 2) - 1 : Volatile.Read(ref content) * 2;
}
