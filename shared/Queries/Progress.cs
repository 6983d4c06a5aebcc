using Dapper;
using Npgsql;

namespace Collector.Queries;

/// <summary>Answers how far channels are, from the ledger alone: messages are never counted, but for those of ranges in flight whose images nobody has begun to fetch.</summary>
public sealed class Progress(NpgsqlDataSource database)
{
    /// <param name="channels">The channels to show; null for all.</param>
    public async Task<IReadOnlyList<ChannelProgress>> ReadAsync(IReadOnlyCollection<int>? channels, CancellationToken cancellationToken)
    {
        const string sql = """
            with ledger as (
                select c.*, coalesce(v.messages, 0) as messages, whole.ids as whole,
                       whole.ids - coalesce(v.known, '{}')
                         + case when c.sweep_top is null then '{}'
                                else int4multirange(int4range(c.first_message_id, greatest(c.sweep_top + 1, c.first_message_id)))
                                   - case when v.sweep = c.sweep then v.seen else '{}' end
                           end as missing
                from channels c
                left join coverage v on v.channel_id = c.id
                cross join lateral (select int4multirange(int4range(c.first_message_id, greatest(c.top_message_id + 1, c.first_message_id))) as ids) whole
                where case when @channels::int[] is null then c.state <> 'removed' else c.id = any(@channels) end
            ),
            flight as (
                select channel_id,
                       count(*) filter (where state = 'outstanding') as outstanding,
                       count(*) filter (where state = 'parked') as parked,
                       bool_or(span is null and state = 'outstanding') as looking,
                       coalesce(range_agg(span) filter (where state = 'parked' and span is not null), '{}') as parked_spans,
                       (array_agg(error order by id) filter (where state = 'parked'))[1] as parked_error
                from ranges
                group by channel_id
            ),
            shown as (
                select channel_id,
                       count(*) filter (where state = 'stored') as stored,
                       count(*) filter (where state = 'wanted') as wanted,
                       count(*) filter (where state = 'failed') as failed,
                       count(*) filter (where waiting_since > '-infinity') as waiting,
                       min(last_error) filter (where state = 'failed') as error
                from images
                group by channel_id
            ),
            asked as (
                select r.channel_id, count(distinct m.image_id) as images
                from ranges r
                cross join lateral (
                    select image_id from messages
                    where channel_id = r.channel_id and message_id >= lower(r.span) and message_id < upper(r.span) and image_id is not null
                    offset 0
                ) m
                where not exists (select from images i where i.image_id = m.image_id)
                group by r.channel_id
            ),
            doubts as (
                select channel_id, count(*) as doubtful from vanished where asked_at is not null group by channel_id
            )
            select l.id, coalesce(l.handle, l.title) as name, l.title, l.handle, l.source, l.address, l.state, l.last_error, l.next_due_at,
                   ids.whole - ids.missing as collected, ids.whole as total, ids.open,
                   l.messages,
                   coalesce(s.stored, 0)::int as images_stored, (coalesce(s.wanted, 0) + coalesce(a.images, 0))::int as images_wanted, coalesce(s.failed, 0)::int as images_failed,
                   coalesce(s.waiting, 0)::int as images_waiting, s.error as image_error,
                   coalesce(l.next_due_at <= now(), false) or coalesce(f.looking, false) as look_pending,
                   coalesce(f.outstanding, 0)::int as outstanding, coalesce(f.parked, 0)::int as parked, f.parked_error,
                   coalesce(d.doubtful, 0)::int as doubtful
            from ledger l
            left join flight f on f.channel_id = l.id
            left join shown s on s.channel_id = l.id
            left join asked a on a.channel_id = l.id
            left join doubts d on d.channel_id = l.id
            cross join lateral (
                select (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(l.whole) r)::bigint as whole,
                       (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(l.missing * l.whole) r)::bigint as missing,
                       (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(l.missing - coalesce(f.parked_spans, '{}')) r)::bigint as open
            ) ids
            order by l.id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<ChannelProgress>(new CommandDefinition(sql, new { channels = channels?.ToArray() }, cancellationToken: cancellationToken));
        return rows.AsList();
    }
}
