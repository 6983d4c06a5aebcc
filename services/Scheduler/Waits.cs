using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Says once why Telegram channels wait, and again when the reason changes.</summary>
sealed class Waits(NpgsqlDataSource database, Listening listening, IOptions<SchedulerOptions> options, ILogger<Waits> logger)
{
    HashSet<string> said = [];

    public async Task SayAsync(Pools pools, CancellationToken cancellationToken)
    {
        const string sql = """
            select coalesce(c.handle, c.title)
            from channels c
            join ledger l on l.channel_id = c.id
            where c.source = 'telegram' and c.state not in ('paused', 'removed') and (@Only::int[] is null or c.id = any(@Only))
              and (c.next_due_at <= now()
                or exists (select from ranges r where r.channel_id = c.id and r.span is null and r.account_id is null)
                or c.state = 'active' and not isempty(l.missing))
              and not exists (
                select from unnest(@Accounts) as alive(id)
                left join account_channels a on a.account_id = alive.id and a.channel_id = c.id
                where coalesce(a.state, 'readable') = 'readable')
            order by c.id
            """;
        const string active = "select count(*)::int from accounts where state = 'active'";
        if (!listening.LongEnough)
            return;

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var channels = await connection.QueryAsync<string>(new CommandDefinition(sql, new { pools.Accounts, options.Value.Only }, cancellationToken: cancellationToken));
        HashSet<string> reasons = [.. channels.Select(channel => $"{channel} waits: no account at work can read it")];
        if (reasons.Count > 0 && pools.Accounts.Length == 0)
            reasons = [await connection.ExecuteScalarAsync<int>(new CommandDefinition(active, cancellationToken: cancellationToken)) switch
            {
                0 => "Telegram channels wait: no account is logged in",
                1 => "Telegram channels wait: the account waits for Telegram, or no collector holds it",
                var accounts => $"Telegram channels wait: each of {accounts} accounts waits for Telegram, or no collector holds it",
            }];

        foreach (var reason in reasons.Except(said))
            logger.LogWarning("{Reason}", reason);
        said = reasons;
    }
}
