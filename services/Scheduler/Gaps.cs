using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Which channels still need ids that nobody is fetching: gaps = wanted − coverage − outstanding.</summary>
sealed class Gaps(NpgsqlDataSource database, IOptions<SchedulerOptions> options)
{
    // Pieces per channel that one look takes in; more would only be cut off again by the cap on outstanding ranges.
    const int Pieces = 500;

    /// <returns>At most <paramref name="channels"/> channels, least recently served first.</returns>
    public async Task<IReadOnlyList<Gap>> ReadAsync(int channels, CancellationToken cancellationToken)
    {
        const string sql = """
            select c.id as channel_id, c.sweep, free.pieces as missing, taken.spans as taken, wanted.ids as missing_ids, density.ratio as density
            from channels c
            left join coverage v on v.channel_id = c.id
            cross join lateral (
                select int4multirange(int4range(c.first_message_id, greatest(c.top_message_id + 1, c.first_message_id))) - coalesce(v.known, '{}')
                     + case when c.sweep_top is null then '{}'
                            else int4multirange(int4range(c.first_message_id, greatest(c.sweep_top + 1, c.first_message_id)))
                               - case when v.sweep = c.sweep then v.seen else '{}' end
                       end as ids
            ) missing
            cross join lateral (
                select coalesce(range_agg(r.span), '{}') as ids, coalesce(array_agg(r.span), '{}') as spans
                from ranges r
                where r.channel_id = c.id and r.span is not null
            ) taken
            cross join lateral (select coalesce(sum(upper(g) - lower(g)), 0) as ids from unnest(missing.ids) g) wanted
            cross join lateral (
                select array(select g from unnest(missing.ids - taken.ids) g order by lower(g) desc limit @pieces) as pieces
            ) free
            cross join lateral (
                select coalesce(v.messages / nullif((select sum(upper(g) - lower(g)) from unnest(v.known) g), 0)::float8, 1) as ratio
            ) density
            where c.state = 'active' and not isempty(missing.ids - taken.ids) and (@Only::int[] is null or c.id = any(@Only))
            order by c.last_served_at nulls first, c.id
            limit @channels
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<Gap>(new CommandDefinition(sql, new { channels, pieces = Pieces, options.Value.Only }, cancellationToken: cancellationToken))];
    }
}
