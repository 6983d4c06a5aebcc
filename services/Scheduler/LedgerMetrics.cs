using Collector.Database;
using Collector.Queries;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>What is missing, in flight, parked and failed, and who holds sessions: as <c>status</c> and <c>accounts list</c> show it.</summary>
sealed class LedgerMetrics : Gauges
{
    readonly NpgsqlDataSource database;

    public LedgerMetrics(NpgsqlDataSource database, TimeProvider time, ILogger<LedgerMetrics> logger)
        : base(time, logger)
    {
        this.database = database;
        Tell("collector.channels", "{channel}", "Channels, by state.", "state");
        Tell("collector.channels.failed", "{channel}", "Channels of which something failed.");
        Tell("collector.ledger.missing", "{id}", "Message ids that are not known yet, or are to be read again, of all active channels.");
        Tell("collector.ranges", "{range}", "Ranges, by state: outstanding or parked.", "state");
        Tell("collector.images.wanted", "{image}", "Images that are to be fetched.");
        Tell("collector.images.failed", "{image}", "Images that could not be fetched.");
        Tell("collector.accounts", "{account}", "Telegram accounts, by state.", "state");
        Tell("collector.sessions", "{session}", "Telegram sessions that a process holds, by account.", "account");
    }

    protected override async Task<IReadOnlyList<(string Name, string? Of, long Count)>> MeasureAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select 'collector.accounts', state, count(*) from accounts group by state
            union all
            select 'collector.sessions', a.id::text, count(s.id)
            from accounts a
            left join sessions s on s.account_id = a.id and s.lease_until > now()
            group by a.id
            """;
        var channels = await new Progress(database).ReadAsync(null, cancellationToken);
        var accounts = await database.QueryAsync<(string, string?, long)>(sql, null, cancellationToken);
        return
        [
            .. channels.CountBy(channel => channel.State).Select(state => ("collector.channels", (string?)state.Key, (long)state.Value)),
            ("collector.channels.failed", null, channels.Count(channel => channel.Failure is not null)),
            ("collector.ledger.missing", null, channels.Where(channel => channel.Active).Sum(channel => channel.Total - channel.Collected)),
            ("collector.ranges", "outstanding", channels.Sum(channel => (long)channel.Outstanding)),
            ("collector.ranges", "parked", channels.Sum(channel => (long)channel.Parked)),
            ("collector.images.wanted", null, channels.Sum(channel => (long)channel.ImagesWanted)),
            ("collector.images.failed", null, channels.Sum(channel => (long)channel.ImagesFailed)),
            .. accounts,
        ];
    }
}
