using Collector.Sources;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using Microsoft.Extensions.Logging;
using TL;
using WTelegram;

namespace Collector.Telegram.Clients;

/// <summary>One session's connections to Telegram: nothing is connected without the lease, and everything is closed when it is lost.</summary>
public sealed class Connection : IAsyncDisposable
{
    static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    const int Unauthorized = 401;
    const int UnknownKey = 404;
    const int MostUnauthorized = 3;

    readonly SessionLease lease;
    readonly SessionStore store;
    readonly TimeProvider time;
    readonly ILogger logger;
    readonly MainClient mainClient;
    readonly FilesClients files;
    readonly AwayDataCenters away;
    readonly CancellationTokenRegistration closing;

    Connection(ClientFactory factory, SessionLease lease, SessionStore store, TimeProvider time, ILogger logger)
    {
        (this.lease, this.store, this.time, this.logger) = (lease, store, time, logger);
        mainClient = new(factory, lease, store, time, logger);
        files = new(mainClient.CloseAsync);
        away = new(time);
        closing = lease.Lost.Register(() => _ = mainClient.CloseAsync());
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
                main = await mainClient.GetAsync(cancellationToken);
                used = dc is null ? main : await files.GetAsync(main, dc.Value, cancellationToken);
                return await FloodWaits.TellAsync(() => InvokeAsync(main, used, method, dc)).WaitAsync(AnswersWithin, time, cancellationToken);
            }
            catch (RpcException refused) when (Refusals.Passing(refused))
            {
                trouble = refused.Message;
            }
            catch (RpcException refused) when (refused.Code is Unauthorized or UnknownKey && dc is not null && main is not null)
            {
                // In another data center the login is brought along anew, if it is good; some files are refused all the same. A key that is not known there is kept by the library.
                if (++unauthorized == MostUnauthorized)
                    throw new SourceException($"Telegram does not give the file to this account, which is logged in ({refused.Message}){(refused.Code == UnknownKey ? ": log it in again, then collect the channel again" : "")}", refused);
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
            catch (Exception broken) when ((Refusals.IsBroken(broken) || (main is not null && (mainClient.IsGone(main) || used is null or { Disconnected: true }))) && !cancellationToken.IsCancellationRequested)
            {
                lease.ThrowIfLost();
                trouble = broken.Message;
                if (main is not null && (used == main || !await mainClient.AnswersAsync(main, cancellationToken)))
                    await mainClient.ThrowAwayAsync(main, broken);
                else if (used is not null)
                    await files.CloseAsync(main!, dc!.Value, used);
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
        await mainClient.CloseAsync();
        await store.FlushAsync();
        store.Dispose();
        mainClient.Dispose();
    }

    async Task<T> InvokeAsync<T>(Client main, Client used, IMethod<T> method, int? dc)
    {
        if (dc is not null)
            await files.ConnectAsync(main, dc.Value, used);
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
}
