namespace Collector.Telegram.Accounts;

/// <summary>The right to use one session until <see cref="Lost"/>, by this process's own clocks.</summary>
public sealed class SessionLease : IDisposable
{
    readonly TimeProvider time;
    readonly TimeSpan usable;
    readonly CancellationTokenSource lost = new();
    readonly Lock turn = new();
    readonly ITimer end;
    Moment from;

    internal SessionLease(int sessionId, int accountId, Guid holder, Moment asked, TimeSpan usable, TimeProvider time)
    {
        (SessionId, AccountId, Holder, from, this.usable, this.time) = (sessionId, accountId, holder, asked, usable, time);
        Lost = lost.Token;
        end = time.CreateTimer(_ => EndWhenDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        EndWhenDue();
    }

    public int SessionId { get; }

    public int AccountId { get; }

    /// <summary>Cancelled before another process can lease the session.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Looks at the clock: after the process was stopped and continued, the timer behind <see cref="Lost"/> may come late.</summary>
    public bool IsValid => !Lost.IsCancellationRequested && Left > TimeSpan.Zero;

    internal Guid Holder { get; }

    TimeSpan Left => usable - Volatile.Read(ref from).Elapsed(time);

    /// <exception cref="IOException">The lease is lost.</exception>
    public void ThrowIfLost()
    {
        if (!IsValid)
            throw new IOException($"The lease of session {SessionId} has ended.");
    }

    public void Dispose()
    {
        end.Dispose();
        lost.Cancel();
    }

    // asked is read before the statement was sent: the database's own end is never earlier.
    internal bool Renewed(Moment asked)
    {
        lock (turn)
        {
            if (!IsValid)
                return false;
            Volatile.Write(ref from, asked);
        }

        EndWhenDue();
        return true;
    }

    void EndWhenDue()
    {
        lock (turn)
            if (Left > TimeSpan.Zero)
            {
                end.Change(Left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return;
            }

        Dispose();
    }
}
