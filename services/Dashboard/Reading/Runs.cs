using Collector.Database;
using Npgsql;

namespace Collector.Dashboard.Reading;

/// <summary>The ranges that are worked on, and those that were given up: at most 500, as many of the one as of the other.</summary>
sealed class Runs(NpgsqlDataSource database)
{
    public Task<IReadOnlyList<Run>> ReadAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select r.id, r.channel_id, coalesce(c.handle, c.title) as channel_name, lower(r.span) as first, upper(r.span) - 1 as last, r.state, r.round, r.sent_at, r.not_before,
                   a.name as account, r.error
            from ranges r
            join channels c on c.id = r.channel_id
            left join accounts a on a.id = r.account_id
            where r.covered_at is null
            order by row_number() over (partition by r.state order by r.id), r.id
            limit 500
            """;
        return database.QueryAsync<Run>(sql, null, cancellationToken);
    }
}
