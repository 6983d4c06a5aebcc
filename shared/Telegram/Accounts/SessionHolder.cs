using Collector.Sources;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Telegram.Accounts;

/// <summary>Takes sessions that nobody uses, and has <see cref="SessionWork"/> work for their accounts.</summary>
sealed class SessionHolder(
    SessionLeases leases,
    AccountTable accounts,
    SessionWork session,
    IEnumerable<IAccountWork> works,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<SessionHolder> logger) : BackgroundService
{
    const string How = "on the page under Accounts, or by collector login";

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reads = works.Any(work => work.Reads);
        var holding = new Dictionary<int, Task<TimeSpan>>();
        var rests = new Dictionary<int, DateTimeOffset>();
        var said = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var (account, ended) in holding.Where(each => each.Value.IsCompleted).ToList())
            {
                holding.Remove(account);
                rests[account] = time.GetUtcNow() + await ended;
            }

            try
            {
                int[] resting = [.. rests.Where(rest => rest.Value > time.GetUtcNow()).Select(rest => rest.Key)];
                while (holding.Count < options.Value.Accounts && await leases.TryLeaseAsync([.. holding.Keys, .. resting], reads, stoppingToken) is { } lease)
                    holding[lease.AccountId] = session.HoldAsync(lease, stoppingToken);
                said = holding.Count + resting.Length > 0 ? "" : await WaitingAsync(said, reads, stoppingToken);
            }
            catch (NpgsqlException away)
            {
                logger.LogWarning("No session of Telegram can be taken now: {Error}", away.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(LookEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(holding.Values);
    }

    async Task<string> WaitingAsync(string said, bool reads, CancellationToken cancellationToken)
    {
        var all = await accounts.ListAsync(cancellationToken);
        var why = (all.Any(account => account is { State: "active", Sessions: > 0 }), reads) switch
        {
            (false, _) => $"no account of Telegram is logged in ({How})",
            (_, true) => $"every session of Telegram is in use by another process; log in once more for this one ({How})",
            (_, false) => $"the sessions of Telegram belong to those who read channels, and fetch the images too; log in once more for this one ({How})",
        };
        if (why != said)
            logger.LogInformation("Waiting: {Reason}", why);
        return why;
    }
}
