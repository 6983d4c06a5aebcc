using Collector.Contracts;
using Collector.Sources;
using Collector.Telegram.Clients;
using Collector.Telegram.Governing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using TL;

namespace Collector.Telegram.Accounts;

/// <summary>Works for an account by one of its sessions, as long as the lease holds.</summary>
sealed class SessionWork(
    SessionLeases leases,
    SessionTable sessions,
    AccountTable accounts,
    TakeoutTable takeouts,
    ClientFactory clients,
    Governor governor,
    HeldAccounts held,
    IEnumerable<IAccountWork> works,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<SessionWork> logger)
{
    static readonly TimeSpan LongestRenewal = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>Ends when the lease, or the account, is lost, or the process stops; never throws.</summary>
    /// <returns>How long the account is better left alone.</returns>
    public async Task<TimeSpan> HoldAsync(SessionLease lease, CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, stoppingToken);
        try
        {
            await using var connection = await Connection.OpenAsync(clients, sessions, lease, time, logger, ending.Token);
            using var takeout = new Takeout(lease.AccountId, connection, takeouts, options.Value.Takeout, time, logger);
            var account = new HeldAccount(lease, connection, await governor.OpenAsync(lease.AccountId, ending.Token), takeout);
            var working = WorkAsync(account, connection, ending.Token);
            try
            {
                await RenewAsync(account, takeout, working, ending.Token);
            }
            finally
            {
                await ending.CancelAsync();
                await working;
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The process stops, or the lease is lost.
        }
        catch (LoggedOutException loggedOut)
        {
            logger.LogError("Account {Account}: {Reason}", lease.AccountId, loggedOut.Message);
            await TryAsync(lease, "could not be marked as such, which is tried again", () => MarkAsync(lease, loggedOut));
        }
        catch (Exception failure) when (failure is IOException or NpgsqlException or PermanentException or SourceWaitException or FloodWaitException or RpcException)
        {
            logger.LogError("Account {Account} is given up for now: {Reason}", lease.AccountId, failure.Message);
            return failure switch
            {
                SourceWaitException wait => wait.Until - time.GetUtcNow(),
                FloodWaitException flood => flood.Wait,
                PermanentException or RpcException => Rest,
                _ => TimeSpan.Zero,
            };
        }
        finally
        {
            await TryAsync(lease, "has a lease that could not be given back, it will run out", () => leases.ReleaseAsync(lease, CancellationToken.None));
        }

        return TimeSpan.Zero;
    }

    // The account may have other sessions, which are as good as before.
    async Task MarkAsync(SessionLease lease, LoggedOutException loggedOut)
    {
        if (loggedOut.State != "logged_out")
        {
            await accounts.MarkAsync(lease.AccountId, loggedOut.State, loggedOut.Message, CancellationToken.None);
            return;
        }

        await sessions.RemoveAsync(lease, CancellationToken.None);
        await accounts.SessionEndedAsync(lease.AccountId, loggedOut.Message, CancellationToken.None);
    }

    /// <summary>Connects, and works until the token ends it.</summary>
    async Task WorkAsync(HeldAccount account, Connection connection, CancellationToken ending)
    {
        await connection.CheckAsync(ending);
        logger.LogInformation("Account {Account} is connected to Telegram by session {Session}", account.Id, account.Lease.SessionId);
        held.Add(account);
        var begun = new List<IAsyncDisposable>();
        try
        {
            // Who reads asks for images at once: whoever fetches them is there before.
            foreach (var work in works.OrderBy(work => work.Reads))
                begun.Add(await work.BeginAsync(account, ending));
            await ((Task)account.Failed).WaitAsync(ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            try
            {
                foreach (var work in Enumerable.Reverse(begun))
                    await work.DisposeAsync();
            }
            finally
            {
                held.Remove(account);
            }
        }

        if (account.Failed.IsCompleted)
            throw await account.Failed;
    }

    async Task RenewAsync(HeldAccount account, Takeout takeout, Task working, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested && !working.IsCompleted)
        {
            await Task.WhenAny(working, Task.Delay(leases.Usable / 4 is var often && often < LongestRenewal ? often : LongestRenewal, time, ending));
            try
            {
                if (!working.IsCompleted && !ending.IsCancellationRequested && !await leases.RenewAsync(account.Lease, ending))
                    return;
                await takeout.TendAsync(ending);
            }
            catch (Exception away) when (away is NpgsqlException or IOException)
            {
                // The lease ends by itself when nothing renews it.
                logger.LogWarning("The lease of account {Account} could not be renewed: {Error}", account.Id, away.Message);
            }
        }
    }

    async Task TryAsync(SessionLease lease, string otherwise, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (NpgsqlException away)
        {
            logger.LogWarning("Account {Account} {Otherwise}: {Error}", lease.AccountId, otherwise, away.Message);
        }
    }
}
