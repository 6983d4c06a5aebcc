using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>What is missing, in flight and parked, and who holds sessions.</summary>
sealed class LedgerMetrics : Gauges
{
    readonly NpgsqlDataSource database;

    public LedgerMetrics(NpgsqlDataSource database, TimeProvider time, ILogger<LedgerMetrics> logger)
        : base(time, logger)
    {
        this.database = database;
        Tell("collector.channels", "{channel}", "Channels, by state.", "state");
        Tell("collector.ledger.missing", "{id}", "Message ids that are not known yet, of all active channels.");
        Tell("collector.ranges", "{range}", "Ranges, by state: outstanding or parked.", "state");
        Tell("collector.images.wanted", "{image}", "Images that are to be fetched.");
        Tell("collector.accounts", "{account}", "Telegram accounts, by state.", "state");
        Tell("collector.sessions", "{session}", "Telegram sessions whose process announced itself in the last minute, by account.", "account");
    }

    protected override async Task<IReadOnlyList<(string Name, string? Of, long Count)>> MeasureAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select 'collector.channels', state, count(*) from channels group by state
            union all
            select 'collector.ranges', state, (select count(*) from ranges r where r.state = known.state) from (values ('outstanding'), ('parked')) known (state)
            union all
            select 'collector.images.wanted', null, count(*) from images where state = 'wanted'
            union all
            select 'collector.accounts', state, count(*) from accounts group by state
            union all
            select 'collector.sessions', a.id::text, count(c.account_id)
            from accounts a
            left join collectors c on c.account_id = a.id and c.seen_at > now() - interval '1 minute'
            group by a.id
            union all
            select 'collector.ledger.missing', null, coalesce(sum(upper(gap) - lower(gap)), 0)
            from channels c
            left join coverage v on v.channel_id = c.id
            cross join lateral unnest(int4multirange(int4range(c.first_message_id, greatest(c.top_message_id + 1, c.first_message_id))) - coalesce(v.known, '{}')) gap
            where c.state = 'active'
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string, string?, long)>(new CommandDefinition(sql, cancellationToken: cancellationToken));
        return rows.AsList();
    }
}
