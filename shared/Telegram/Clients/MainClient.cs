using System.Net.Sockets;
using Collector.Sources;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using Microsoft.Extensions.Logging;
using TL;
using WTelegram;

namespace Collector.Telegram.Clients;

/// <summary>
/// The client that speaks with the account's own data center, and knows the others. One that lost its server may hang for ever, so it is thrown away
/// and made anew; none is connected without the lease.
/// </summary>
sealed class MainClient(ClientFactory factory, SessionLease lease, SessionStore store, TimeProvider time, ILogger logger) : IDisposable
{
    static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(60);
    static readonly TimeSpan PingsWithin = TimeSpan.FromSeconds(10);
    static readonly TimeSpan ClosesWithin = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim turn = new(1);
    Client? client;
    (long At, string Reason)? unreachable;
    SourceWaitException? wait;

    /// <returns>One that is connected and logged in.</returns>
    /// <exception cref="SourceWaitException">Telegram wants nobody to connect now.</exception>
    public async Task<Client> GetAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (client is not null)
                return client;
            if (wait is { } asked && time.GetUtcNow() < asked.Until)
                throw new SourceWaitException(asked.Until, asked.Message);
            // Whoever waited for the turn has just been told.
            if (unreachable is { } before && time.GetElapsedTime(before.At) < Pause)
                throw new IOException(before.Reason);
            var made = factory.Create(store.Data, store.Keep, lease.ThrowIfLost);
            try
            {
                // A key that Telegram does not know any more looks like a broken connection to the library, which would come back for ever.
                made.MaxAutoReconnects = 1;
                await made.LoginUserIfNeeded(reloginOnFailedResume: false).WaitAsync(AnswersWithin, time, cancellationToken);
                made.MaxAutoReconnects = int.MaxValue;
                lease.ThrowIfLost();
                await made.DropWhenSilentAsync().WaitAsync(AnswersWithin, time, cancellationToken);
                unreachable = null;
                return client = made;
            }
            catch (RpcException refused) when (FloodWaits.BeforeConnecting(refused) is { } pause)
            {
                await CloseAsync(made);
                throw wait = new(time.GetUtcNow() + pause, $"Telegram asks to wait {pause.TotalSeconds:0} s before the next connection");
            }
            catch (Exception failure)
            {
                if (unreachable is null && Refusals.IsBroken(failure) && lease.IsValid)
                    logger.LogWarning("Telegram cannot be reached, trying again: {Reason}", failure.Message);
                unreachable = (time.GetTimestamp(), failure.Message);
                await CloseAsync(made);
                throw;
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public bool IsGone(Client used) => used != Volatile.Read(ref client);

    /// <summary>Asks whether its server is there.</summary>
    public async Task<bool> AnswersAsync(Client used, CancellationToken cancellationToken)
    {
        try
        {
            await used.Ping(Random.Shared.NextInt64()).WaitAsync(PingsWithin, time, cancellationToken);
            return true;
        }
        catch (Exception broken) when (Refusals.IsBroken(broken) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Throws a broken one away, unless somebody did already.</summary>
    public async Task ThrowAwayAsync(Client broken, Exception why)
    {
        await turn.WaitAsync();
        try
        {
            if (client != broken)
                return;
            client = null;
            logger.LogWarning("The connection to Telegram broke, making a new one: {Reason}", why.Message);
            await CloseAsync(broken);
        }
        finally
        {
            turn.Release();
        }
    }

    public async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref client, null) is { } open)
            await CloseAsync(open);
    }

    /// <summary>Closes any client, however it does so.</summary>
    public async Task CloseAsync(Client open)
    {
        try
        {
            await open.DisposeAsync().AsTask().WaitAsync(ClosesWithin, time);
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException or WTException or InvalidOperationException or TimeoutException)
        {
            logger.LogDebug(failure, "A client of Telegram did not close cleanly");
        }
    }

    public void Dispose() => turn.Dispose();
}
