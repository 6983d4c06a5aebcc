using Collector.Telegram.Clients;
using TL;
using TL.Methods;

namespace Collector.Telegram.Accounts;

/// <summary>Removes an account: its sessions are logged out at Telegram, one after the other, then forgotten.</summary>
public sealed class AccountRemoval(
    ClientFactory factory, SessionKeyCheck key, AccountTable accounts, SessionTable sessions, SessionLeases leases, TimeProvider time)
{
    static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="account">One that is active is paused meanwhile, so that whoever holds its sessions lets go of them.</param>
    /// <param name="waiting">Told the id of a session that is still held.</param>
    /// <exception cref="LoginException">A session could not be logged out: it stays, and so does the account.</exception>
    /// <exception cref="AccountKeptException">It stays, with the sessions that are not logged out yet.</exception>
    /// <exception cref="SessionKeyException">The sessions were stored under another SESSION_KEY.</exception>
    public async Task ExecuteAsync(AccountRow account, Action<int> waiting, CancellationToken cancellationToken)
    {
        await key.VerifyAsync(cancellationToken);
        if (account.State == "active")
            await accounts.TurnAsync(account.Id, ["active"], "paused", cancellationToken);
        foreach (var id in await sessions.OfAccountAsync(account.Id, cancellationToken))
        {
            if (await TakeAsync(account, id, waiting, cancellationToken) is not { } lease)
                continue;
            try
            {
                await LogOutAsync(lease, cancellationToken);
                await sessions.RemoveAsync(lease, cancellationToken);
            }
            finally
            {
                await leases.ReleaseAsync(lease, CancellationToken.None);
            }
        }

        if (await StateAsync(account, cancellationToken) is { } state
            && !await accounts.RemoveAsync(account.Id, state, cancellationToken)
            && await StateAsync(account, cancellationToken) is not null)
            throw new AccountKeptException();
    }

    /// <returns>Null when the account is gone already.</returns>
    async Task<string?> StateAsync(AccountRow account, CancellationToken cancellationToken)
    {
        var state = await accounts.StateAsync(account.Id, cancellationToken);
        var kept = account.State == AccountRow.Removing ? state is not (null or AccountRow.Removing) : state == "active";
        return kept ? throw new AccountKeptException() : state;
    }

    /// <returns>Null when somebody else has removed the session meanwhile.</returns>
    async Task<SessionLease?> TakeAsync(AccountRow account, int id, Action<int> waiting, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var said = false; ; said = true)
        {
            await StateAsync(account, cancellationToken);
            if (await leases.TryLeaseAsync(id, cancellationToken) is { } lease)
                return lease;
            if (!(await sessions.OfAccountAsync(account.Id, cancellationToken)).Contains(id))
                return null;
            if (time.GetElapsedTime(began) > leases.Length + Pause)
                throw new LoginException($"Session {id} is still in use: end the process that uses it.");
            if (!said)
                waiting(id);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    async Task LogOutAsync(SessionLease lease, CancellationToken cancellationToken)
    {
        var data = await sessions.LoadAsync(lease.SessionId, cancellationToken);
        await using var client = factory.Create(data, _ => { }, lease.ThrowIfLost);
        client.MaxAutoReconnects = 1;
        try
        {
            await client.ConnectAsync().WaitAsync(AnswersWithin, time, cancellationToken);
            await client.Invoke(new Auth_LogOut()).WaitAsync(AnswersWithin, time, cancellationToken);
        }
        catch (RpcException refused) when (Refusals.LoggedOut(refused) is not null)
        {
            // It was ended before, by its owner or by Telegram.
        }
        catch (RpcException refused)
        {
            throw new LoginException($"Telegram refuses to log session {lease.SessionId} out: {refused.Message}.", refused);
        }
        catch (Exception broken) when (Refusals.IsBroken(broken) && !cancellationToken.IsCancellationRequested)
        {
            throw new LoginException($"Session {lease.SessionId} is not logged out: Telegram cannot be reached: {Refusals.Reason(broken)}.", broken);
        }
    }
}
