using Collector.Contracts;
using Collector.Dashboard.Reading;
#if LIVE_TELEGRAM
using Collector.Telegram.Accounts;
using Npgsql;
#endif

namespace Collector.Dashboard;

/// <summary>Pauses, resumes and removes accounts, as <c>collector accounts</c> does.</summary>
#if LIVE_TELEGRAM
sealed class AccountSwitch(Accounts accounts, NpgsqlDataSource database)
#else
sealed class AccountSwitch(Accounts accounts)
#endif
{
    /// <param name="state"><c>active</c>; <c>paused</c>, not to be used until it is active again; or <c>removing</c>, to be logged out and forgotten by who may use its sessions.</param>
    /// <exception cref="PermanentException">That cannot be done with it any more.</exception>
    public async Task TurnAsync(AccountView account, string state, CancellationToken cancellationToken)
    {
        var now = (await accounts.ReadAsync(cancellationToken)).FirstOrDefault(now => now.Id == account.Id)?.State;
        if (now is null)
            throw new PermanentException($"{account.Name} is removed.");
        if (now is "logged_out" or "banned" && state != "removing")
            throw new PermanentException($"{account.Name} is {now.Replace('_', ' ')}: log it in again.");

#if LIVE_TELEGRAM
        await new AccountTable(database).SetStateAsync(account.Id, state, null, cancellationToken);
#else
        throw new PermanentException($"{account.Name} cannot be {state}, nor used: this build has no live Telegram.");
#endif
    }
}
