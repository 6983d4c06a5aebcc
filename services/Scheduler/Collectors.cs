using Collector.Contracts;
using Collector.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Owns the table <c>collectors</c>: who is there to work, and on how many ranges at once.</summary>
public sealed class Collectors(NpgsqlDataSource database, IOptions<SchedulerOptions> options)
{
    /// <summary>SQL: who has not announced itself for this long is gone.</summary>
    public const string Patience = "interval '30 seconds'";

    /// <summary>Before a start over the in-memory transport: nobody is there yet, whoever the last process announced, and what is sent to a queue that nobody has made is gone.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken)
    {
        // Their commands are not moved to others before they had the time to come back.
        const string sql = $"update collectors set seen_at = least(seen_at, now() - {Patience})";
        return database.ExecuteAsync(sql, null, cancellationToken);
    }

    internal Task AnnouncedAsync(CollectorAnnounced collector, CancellationToken cancellationToken)
    {
        // Accounts are removed while their collectors still speak.
        const string sql = """
            insert into collectors (instance_id, concurrency_limit, sources, account_id, seen_at)
            select @InstanceId, @ConcurrencyLimit, @Sources, @AccountId, now()
            where @AccountId is null or exists (select from accounts where id = @AccountId)
            on conflict (instance_id) do update
            set concurrency_limit = excluded.concurrency_limit, sources = excluded.sources, account_id = excluded.account_id, seen_at = excluded.seen_at;
            delete from collectors where concurrency_limit = 0 or seen_at < now() - interval '1 hour' or seen_at > now() + interval '1 hour'
            """;
        var parameters = new { collector.InstanceId, collector.ConcurrencyLimit, Sources = collector.Sources.ToArray(), collector.AccountId };
        return database.ExecuteAsync(sql, parameters, cancellationToken);
    }

    /// <returns>Who is alive, and what they were given already.</returns>
    internal async Task<Pools> PoolsAsync(CancellationToken cancellationToken)
    {
        const string sql = $"""
            -- What is of the future was written before the server's clock was set.
            with alive as (
                select coalesce(account_id, 0) as account_id, sum(concurrency_limit)::int as concurrency
                from collectors
                where seen_at > now() - {Patience} and seen_at < now() + interval '1 hour'
                group by 1
            ), given as (
                select coalesce(r.account_id, 0) as account_id, count(*)::int as outstanding,
                       (count(*) filter (where r.span is null and not exists (select from account_channels a where a.account_id = r.account_id and a.channel_id = r.channel_id)))::int as trying
                from ranges r
                join channels c on c.id = r.channel_id
                where r.state = 'outstanding' and r.covered_at is null and (c.source = 'telegram') = (r.account_id is not null)
                  and (@Only::int[] is null or c.id = any(@Only))
                group by 1
            )
            select account_id, concurrency, concurrency * @OutstandingPerSlot as capacity, coalesce(outstanding, 0) as outstanding, coalesce(trying, 0) as trying,
                   'other' <> all(blocked) as looks, not blocked && array['other', 'resolve'] as resolves, names_are_scarce
            from alive
            left join given using (account_id)
            cross join lateral (
                select coalesce(array_agg(call_class) filter (where blocked_until > now()), array[]::text[]) as blocked, coalesce(bool_or(call_class = 'resolve' and rate is not null), false) as names_are_scarce
                from account_gates gate
                where gate.account_id = alive.account_id
            ) gates
            -- Among equals those first that looked longest ago.
            order by (select max(a.checked_at) from account_channels a where a.account_id = alive.account_id) nulls first, account_id
            """;
        return new([.. await database.QueryAsync<Pool>(sql, options.Value, cancellationToken)]);
    }
}
