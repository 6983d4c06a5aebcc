using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Which channels still need ids that nobody is fetching: gaps = wanted − coverage − outstanding.</summary>
sealed class Gaps(NpgsqlDataSource database, IOptions<SchedulerOptions> options)
{
    // Pieces per channel that one look takes in; more would only be cut off again by the cap on outstanding ranges.
    const int Pieces = 500;

    /// <returns>For each pool at most as many channels as it has free places, least recently served first.</returns>
    public async Task<IReadOnlyList<Gap>> ReadAsync(Pools pools, CancellationToken cancellationToken)
    {
        // What an export begins and ends with is not known before somebody has looked at it: it would prove to be empty what it does not reach.
        // With thousands of channels the planner would compile for a second what runs for milliseconds.
        const string sql = """
            set local jit = off;
            with needy as materialized (
                select c.id, c.reader_id, c.sweep, c.source = 'telegram' as by_account, c.last_served_at, l.messages, l.known,
                       least(1, c.reported_messages::float8 / nullif(c.top_message_id - c.first_message_id + 1, 0)) as reported,
                       l.missing, l.missing - taken.ids as open, taken.spans as taken, taken.in_flight, taken.looking
                from channels c
                join ledger l on l.channel_id = c.id
                cross join lateral (
                    select coalesce(range_agg(r.span), '{}') as ids, coalesce(array_agg(r.span) filter (where r.span is not null), '{}') as spans,
                           (count(*) filter (where r.span is not null and r.state = 'outstanding' and r.covered_at is null))::int as in_flight,
                           coalesce(bool_or(r.span is null), false) as looking
                    from ranges r
                    where r.channel_id = c.id
                ) taken
                where c.state = 'active' and (c.source = 'telegram' or c.fingerprint is not null) and not isempty(l.missing - taken.ids) and (@Only::int[] is null or c.id = any(@Only))
            ), reached as materialized (
                select needy.*,
                       case when not by_account then '{0}' else coalesce(reach.readable, '{}') end as able,
                       case when not by_account then '{0}' else coalesce(reach.firsts, '{}') end as firsts,
                       case when by_account then array(select id from unnest(@Resolvers) id where id <> all(coalesce(reach.tried, '{}')) and coalesce(reader_id = id, true)) else '{}' end as hopeful
                from needy
                cross join lateral (
                    select array_agg(a.account_id order by a.account_id) filter (where a.reads) as readable,
                           array_agg(coalesce(a.first_message_id, 1) order by a.account_id) filter (where a.reads) as firsts,
                           array_agg(a.account_id) as tried
                    from (
                        select *, state = 'readable' and account_id = any(@Accounts) and coalesce(needy.reader_id = account_id, true) as reads
                        from account_channels
                        where channel_id = needy.id
                    ) a
                ) reach
            ), choice as (
                select distinct chosen.id
                from unnest(@Pools, @Free) as pool(account_id, free)
                cross join lateral (
                    select id from reached
                    where pool.account_id = any(able) or (not looking and pool.account_id = any(hopeful))
                    order by last_served_at nulls first, id
                    limit pool.free
                ) chosen
            )
            select id as channel_id, sweep, by_account, able, firsts, case when looking then '{}' else hopeful end as untried, hopeful, taken, in_flight,
                   array(select g from unnest(open) g order by lower(g) desc limit @Pieces) as missing,
                   (select sum(upper(g) - lower(g)) from unnest(missing) g) as missing_ids,
                   coalesce(messages / nullif((select sum(upper(g) - lower(g)) from unnest(known) g), 0)::float8, reported, 1) as density
            from choice
            join reached using (id)
            order by last_served_at nulls first, id
            """;
        var free = pools.Alive.Where(pool => pool.Free > 0).ToList();
        var parameters = new
        {
            pools.Accounts,
            pools.Resolvers,
            Pools = free.Select(pool => pool.AccountId).ToArray(),
            Free = free.Select(pool => pool.Free).ToArray(),
            options.Value.Only,
            Pieces,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        return [.. await connection.QueryAsync<Gap>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))];
    }
}
