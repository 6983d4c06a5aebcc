using Collector.Database;
using Npgsql;

namespace Collector.Queries;

/// <summary>Answers how far channels are, from the ledger alone: messages are never counted, but for those of ranges in flight whose images nobody has begun to fetch.</summary>
public sealed class Progress(NpgsqlDataSource database)
{
    /// <param name="channels">The channels to show; null for all.</param>
    public Task<IReadOnlyList<ChannelProgress>> ReadAsync(IReadOnlyCollection<int>? channels, CancellationToken cancellationToken)
    {
        const string sql = """
            with flight as (
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
                       count(*) filter (where failed) as failed,
                       coalesce(sum(bytes) filter (where state = 'stored'), 0)::bigint as bytes,
                       count(*) filter (where waiting_since > '-infinity') as waiting,
                       min(last_error) filter (where failed) as error
                -- What no message shows any more is nobody's loss. With a limit each looks into the index.
                from (select *, case when state = 'failed' then (select true from messages m where m.image_id = images.image_id limit 1) end as failed from images) images
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
            select c.id, coalesce(c.handle, c.title) as name, c.title, c.handle, c.source, c.address, c.state, c.last_error, c.next_due_at,
                   ids.whole - ids.missing as collected, ids.whole as total, ids.open,
                   l.messages,
                   coalesce(s.stored, 0)::int as images_stored, (coalesce(s.wanted, 0) + coalesce(a.images, 0))::int as images_wanted, coalesce(s.failed, 0)::int as images_failed,
                   coalesce(s.bytes, 0) as image_bytes, coalesce(s.waiting, 0)::int as images_waiting, s.error as image_error,
                   coalesce(c.next_due_at <= now(), false) or coalesce(f.looking, false) as look_pending,
                   coalesce(f.outstanding, 0)::int as outstanding, coalesce(f.parked, 0)::int as parked, f.parked_error,
                   coalesce(d.doubtful, 0)::int as doubtful,
                   c.last_seen_at is not null as seen, c.source = 'telegram' and c.state = 'active' and not exists (select from accounts where state = 'active') as has_no_account
            from channels c
            join ledger l on l.channel_id = c.id
            left join flight f on f.channel_id = c.id
            left join shown s on s.channel_id = c.id
            left join asked a on a.channel_id = c.id
            left join doubts d on d.channel_id = c.id
            cross join lateral (
                select (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(l.whole) r)::bigint as whole,
                       (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(l.missing * l.whole) r)::bigint as missing,
                       (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(l.missing - coalesce(f.parked_spans, '{}')) r)::bigint as open
            ) ids
            where case when @channels::int[] is null then c.state <> 'removed' else c.id = any(@channels) end
            order by c.id
            """;
        return database.QueryAsync<ChannelProgress>(sql, new { channels = channels?.ToArray() }, cancellationToken);
    }
}
