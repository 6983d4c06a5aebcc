using Collector.Telegram.Accounts;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Telegram.Clients;

/// <summary>What a client's session has become, in memory at once and in the database soon after.</summary>
sealed class SessionStore(ClientFactory factory, SessionTable sessions, SessionLease lease, byte[] data, ILogger logger) : IDisposable
{
    readonly SemaphoreSlim turn = new(1);
    bool unsaved;

    public byte[] Data { get; private set; } = data;

    /// <summary>Called under a lock of the client's. A session saved while the key of another data center is still being agreed on cannot be loaded again; the one before stays.</summary>
    public void Keep(byte[] changed)
    {
        // The library saves it before each part of a file, changed or not.
        if (changed.AsSpan().SequenceEqual(Data) || !factory.Loads(changed))
            return;
        Data = changed;
        Volatile.Write(ref unsaved, true);
        _ = Task.Run(FlushAsync);
    }

    /// <summary>What cannot be written now is written with the next change, or at the end.</summary>
    public async Task FlushAsync()
    {
        await turn.WaitAsync();
        try
        {
            if (!Interlocked.Exchange(ref unsaved, false))
                return;
            await sessions.SaveAsync(lease, Data, CancellationToken.None);
        }
        catch (NpgsqlException away)
        {
            Volatile.Write(ref unsaved, true);
            logger.LogWarning("Session {Session} could not be saved: {Error}", lease.SessionId, away.Message);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
