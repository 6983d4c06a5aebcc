using Collector.Contracts;
using Collector.Dashboard.Reading;
#if LIVE_TELEGRAM
using Collector.Telegram.Accounts;
using Npgsql;
#endif

namespace Collector.Dashboard;

/// <summary>Pauses, resumes and removes accounts. Only who may use their sessions logs them out.</summary>
#if LIVE_TELEGRAM
sealed class AccountSwitch(NpgsqlDataSource database)
#else
sealed class AccountSwitch
#endif
{
    /// <exception cref="PermanentException">It is in use no more.</exception>
    public Task PauseAsync(AccountView account, CancellationToken cancellationToken) => TurnAsync(account, ["active"], "paused", cancellationToken);

    /// <exception cref="PermanentException">It is not paused any more.</exception>
    public Task ResumeAsync(AccountView account, CancellationToken cancellationToken) => TurnAsync(account, ["paused"], "active", cancellationToken);

    /// <exception cref="PermanentException">It is removed already.</exception>
    public Task RemoveAsync(AccountView account, CancellationToken cancellationToken) => TurnAsync(account, ["active", "paused", "logged_out", "banned"], "removing", cancellationToken);

    /// <summary>Ends a removal; nobody uses the account until it is resumed.</summary>
    /// <exception cref="PermanentException">It is removed already.</exception>
    public Task KeepAsync(AccountView account, CancellationToken cancellationToken) => TurnAsync(account, ["removing"], "paused", cancellationToken);

#if LIVE_TELEGRAM
    async Task TurnAsync(AccountView account, string[] from, string to, CancellationToken cancellationToken)
    {
        var state = await new AccountTable(database).TurnAsync(account.Id, from, to, cancellationToken);
        if (state is null)
            throw new PermanentException($"{account.Name} is not {string.Join(" or ", from).Replace('_', ' ')} any more.");
        if (state != to)
            throw new PermanentException($"{account.Name} is {state.Replace('_', ' ')}: log it in again.");
    }
#else
#pragma warning disable CA1822 // As it is with live Telegram.
    Task TurnAsync(AccountView account, string[] from, string to, CancellationToken cancellationToken) =>
        throw new PermanentException($"{account.Name} cannot be {to}, nor used: this build has no live Telegram.");
#pragma warning restore CA1822
#endif
}
