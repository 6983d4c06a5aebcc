using Collector.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Telegram.Accounts;

/// <summary>Removes the accounts that are to be removed by who may use their sessions: a dashboard may not.</summary>
sealed class AccountRemovals(AccountTable accounts, AccountRemoval removal, TimeProvider time, ILogger<AccountRemovals> logger) : BackgroundService
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);
    static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var done = await TryAsync(stoppingToken);
            await Task.Delay(done ? LookEvery : AfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<bool> TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            var done = true;
            foreach (var account in await accounts.ListAsync(stoppingToken))
                if (account.State == AccountRow.Removing)
                    done &= await RemoveAsync(account, stoppingToken);
            return done;
        }
        catch (NpgsqlException away)
        {
            logger.LogWarning("No account can be removed now: {Error}", away.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is half removed is gone on with after the next start.
        }

        return false;
    }

    async Task<bool> RemoveAsync(AccountRow account, CancellationToken cancellationToken)
    {
        try
        {
            await removal.ExecuteAsync(account, _ => { }, cancellationToken);
            logger.LogInformation("Account {Account} ({Name}) is logged out at Telegram, and removed", account.Id, account.Name);
            return true;
        }
        catch (AccountKeptException kept)
        {
            logger.LogInformation("Account {Account}: {Reason}", account.Id, kept.Message);
            return true;
        }
        catch (PermanentException failure)
        {
            logger.LogError("Account {Account} is not removed: {Reason}", account.Id, failure.Message);
            await accounts.NotRemovedAsync(account.Id, failure.Message, cancellationToken);
            return false;
        }
    }
}
