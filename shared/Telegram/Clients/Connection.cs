using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Collector.Sources;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using Microsoft.Extensions.Logging;
using TL;
using WTelegram;

namespace Collector.Telegram.Clients;

/// <summary>
/// One session's connections to Telegram. A client that lost its server may hang for ever, so it is thrown away and made anew; nothing is
/// connected without the lease, and everything is closed when it is lost.
/// </summary>
public sealed class Connection : IAsyncDisposable
{
    static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(60);
    static readonly TimeSpan PingsWithin = TimeSpan.FromSeconds(10);
    static readonly TimeSpan ClosesWithin = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    const int Unauthorized = 401;
    const int MostUnauthorized = 3;
    static readonly ConditionalWeakTable<Client, object> Asked = [];

    readonly ClientFactory factory;
    readonly SessionLease lease;
    readonly SessionStore store;
    readonly TimeProvider time;
    readonly ILogger logger;
    readonly AwayDataCenters away;
    readonly FilesClients files;
    readonly SemaphoreSlim turn = new(1);
    readonly CancellationTokenRegistration closing;
    Client? client;
    (long At, string Reason)? unreachable;

    Connection(ClientFactory factory, SessionLease lease, SessionStore store, TimeProvider time, ILogger logger)
    {
        (this.factory, this.lease, this.store, this.time, this.logger, away, files) = (factory, lease, store, time, logger, new(time), new(CloseAsync));
        closing = lease.Lost.Register(() => _ = CloseAsync());
    }

    internal static async Task<Connection> OpenAsync(
        ClientFactory factory, SessionTable sessions, SessionLease lease, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var data = await sessions.LoadAsync(lease.SessionId, cancellationToken);
        return new(factory, lease, new(factory, sessions, lease, data, logger), time, logger);
    }

    /// <summary>Calls Telegram, again while its servers are away for less than some minutes.</summary>
    /// <param name="dc">The data center to ask for a file; null for the account's own.</param>
    /// <exception cref="FloodWaitException">Telegram asks to wait.</exception>
    /// <exception cref="LoggedOutException">The session is dead.</exception>
    /// <exception cref="SourceWaitException">Telegram cannot be reached.</exception>
    /// <exception cref="SourceException">Telegram answers what cannot be read, or never gives this account the file.</exception>
    /// <exception cref="RpcException">Telegram refuses for another reason.</exception>
    /// <exception cref="IOException">The lease is lost.</exception>
    public async Task<T> CallAsync<T>(IMethod<T> method, int? dc, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var patience = away.IsProbe(dc) ? TimeSpan.Zero : Patience;
        var unauthorized = 0;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            lease.ThrowIfLost();
            Client? main = null, used = null;
            string trouble;
            try
            {
                main = await CurrentAsync(cancellationToken);
                used = dc is null ? main : await files.GetAsync(main, dc.Value, cancellationToken);
                return await FloodWaits.TellAsync(() => InvokeAsync(main, used, method, dc)).WaitAsync(AnswersWithin, time, cancellationToken);
            }
            catch (RpcException refused) when (Refusals.Passing(refused))
            {
                trouble = refused.Message;
            }
            catch (RpcException refused) when (refused.Code == Unauthorized && dc is not null && main is not null)
            {
                // In another data center the login is brought along anew, if it is good; some files are refused all the same.
                if (++unauthorized == MostUnauthorized)
                    throw new SourceException($"Telegram does not give the file to this account, which is logged in ({refused.Message})", refused);
                await CallAsync(new TL.Methods.Users_GetUsers { id = [InputUser.Self] }, null, cancellationToken);
                trouble = refused.Message;
            }
            catch (RpcException refused) when (Refusals.LoggedOut(refused) is { } loggedOut)
            {
                throw loggedOut;
            }
            catch (WTException unknown) when (Refusals.IsUnknown(unknown))
            {
                throw new SourceException($"Telegram answers what this version cannot read ({unknown.Message}); update Collector", unknown);
            }
            // A client that was thrown away meanwhile may fail in any way, null references among them.
            catch (Exception broken) when ((Refusals.IsBroken(broken) || (main is not null && (IsGone(main) || used is null or { Disconnected: true }))) && !cancellationToken.IsCancellationRequested)
            {
                lease.ThrowIfLost();
                trouble = broken.Message;
                if (main is null || used == main || !await AnswersAsync(main, cancellationToken))
                    await ThrowAwayAsync(main, broken);
                else if (used is not null)
                    await files.CloseAsync(main, dc!.Value, used);
            }

            if (time.GetElapsedTime(began) >= patience)
                throw away.GaveUp(dc, trouble);
            logger.LogDebug("Telegram: {Trouble}; trying again in {Pause}", trouble, pause);
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>Connects, and asks Telegram whether the login is good.</summary>
    public Task CheckAsync(CancellationToken cancellationToken) => CallAsync(new TL.Methods.Help_GetConfig(), null, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await closing.DisposeAsync();
        await CloseAsync();
        await store.FlushAsync();
        store.Dispose();
        turn.Dispose();
    }

    async Task<T> InvokeAsync<T>(Client main, Client used, IMethod<T> method, int? dc)
    {
        // One that is connected already does not wait in the library's only line for those that do not answer.
        if (dc is not null && !Asked.TryGetValue(used, out _))
        {
            await main.GetClientForDC(-dc.Value);
            await DropWhenSilentAsync(used);
        }

        try
        {
            var answer = await used.Invoke(method);
            away.Answered(dc);
            return answer;
        }
        catch (RpcException refused) when (!Refusals.Passing(refused))
        {
            away.Answered(dc);
            throw;
        }
    }

    async Task<bool> AnswersAsync(Client main, CancellationToken cancellationToken)
    {
        try
        {
            await main.Ping(Random.Shared.NextInt64()).WaitAsync(PingsWithin, time, cancellationToken);
            return true;
        }
        catch (Exception broken) when (Refusals.IsBroken(broken) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    bool IsGone(Client used) => used != Volatile.Read(ref client);

    // The library asks for it first after a whole interval: a process that is stopped before would keep its connection.
    static async Task DropWhenSilentAsync(Client connected)
    {
        if (Asked.TryAdd(connected, connected))
            await connected.PingDelayDisconnect(Random.Shared.NextInt64(), connected.PingInterval * 5 / 4);
    }

    async Task<Client> CurrentAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (client is not null)
                return client;
            // Whoever waited for the turn has just been told.
            if (unreachable is { } before && time.GetElapsedTime(before.At) < FirstPause)
                throw new IOException(before.Reason);
            var made = factory.Create(store.Data, store.Keep, lease.ThrowIfLost);
            try
            {
                // A key that Telegram does not know any more looks like a broken connection to the library, which would come back for ever.
                made.MaxAutoReconnects = 1;
                await made.LoginUserIfNeeded(reloginOnFailedResume: false).WaitAsync(AnswersWithin, time, cancellationToken);
                made.MaxAutoReconnects = int.MaxValue;
                lease.ThrowIfLost();
                await DropWhenSilentAsync(made).WaitAsync(AnswersWithin, time, cancellationToken);
                unreachable = null;
                return client = made;
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

    async Task ThrowAwayAsync(Client? broken, Exception why)
    {
        if (broken is null)
            return;
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

    async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref client, null) is { } open)
            await CloseAsync(open);
    }

    async Task CloseAsync(Client open)
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
}
