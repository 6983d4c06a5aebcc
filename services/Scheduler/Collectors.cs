using Collector.Contracts;
using Dapper;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Owns the table <c>collectors</c>: who is there to work, and on how many ranges at once.</summary>
sealed class Collectors(NpgsqlDataSource database)
{
    public async Task AnnouncedAsync(CollectorAnnounced collector, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into collectors (instance_id, concurrency_limit, sources, seen_at)
            values (@InstanceId, @ConcurrencyLimit, @Sources, now())
            on conflict (instance_id) do update
            set concurrency_limit = excluded.concurrency_limit, sources = excluded.sources, seen_at = excluded.seen_at;
            delete from collectors where concurrency_limit = 0 or seen_at < now() - interval '1 hour'
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { collector.InstanceId, collector.ConcurrencyLimit, Sources = collector.Sources.ToArray() }, cancellationToken: cancellationToken));
    }

    /// <returns>Ranges that the collectors alive work on at once, in all.</returns>
    public async Task<int> ConcurrencyAsync(CancellationToken cancellationToken)
    {
        const string sql = "select coalesce(sum(concurrency_limit), 0) from collectors where seen_at > now() - interval '30 seconds'";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(sql, cancellationToken: cancellationToken));
    }
}
