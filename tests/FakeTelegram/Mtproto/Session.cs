namespace Collector.FakeTelegram.Mtproto;

/// <summary>What a client calls a session: the numbering of the messages between it and the server.</summary>
sealed class Session(long id)
{
    int content;

    public long Id => id;

    /// <summary>Has the client been told that the server knows it?</summary>
    public bool IsWelcome { get; set; }

    public int NextNumber(bool isContent) => isContent ? (Interlocked.Increment(ref content) * 2) - 1 : Volatile.Read(ref content) * 2;
}
