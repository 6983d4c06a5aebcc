using Collector.Contracts;
using Collector.Dashboard.Reading;
#if LIVE_TELEGRAM
using Collector.Telegram.Accounts;
using Npgsql;
#endif

namespace Collector.Dashboard;

/// <summary>Pauses and resumes accounts, as <c>collector accounts</c> does.</summary>
#if LIVE_TELEGRAM
sealed class AccountSwitch(Accounts accounts, NpgsqlDataSource database)
#else
sealed class AccountSwitch(Accounts accounts)
#endif
{
    /// <param name="paused">True to use it no more, until it is resumed.</param>
    /// <exception cref="PermanentException">It can be neither paused nor resumed any more.</exception>
    public async Task TurnAsync(AccountView account, bool paused, CancellationToken cancellationToken)
    {
        var state = (await accounts.ReadAsync(cancellationToken)).FirstOrDefault(now => now.Id == account.Id)?.State;
        if (state is not ("active" or "paused"))
            throw new PermanentException($"{account.Name} is {state?.Replace('_', ' ') ?? "removed"}: log it in again.");

#if LIVE_TELEGRAM
        await new AccountTable(database).SetStateAsync(account.Id, paused ? "paused" : "active", null, cancellationToken);
#else
        throw new PermanentException($"{account.Name} can be neither {(paused ? "paused" : "resumed")} nor used: this build has no live Telegram.");
#endif
    }
}
