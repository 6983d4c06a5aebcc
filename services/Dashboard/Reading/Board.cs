using Collector.Database;
using Collector.Queries;
using Collector.Scheduler;
using Npgsql;

namespace Collector.Dashboard.Reading;

/// <summary>All channels: how far they are, and which ids are known, in flight, parked and missing.</summary>
sealed class Board(NpgsqlDataSource database, Progress progress)
{
    public async Task<IReadOnlyList<(ChannelProgress Progress, ChannelSpans Spans)>> ReadAsync(CancellationToken cancellationToken)
    {
        const string sql = $"""
            select c.id, c.kind, c.telegram_id, nullif(c.every, '0') as every, c.since, c.images, c.max_image_bytes, c.last_seen_at, c.first_message_id as first, c.top_message_id as top,
                   (select i.image_id
                    from messages m
                    join images i on i.image_id = m.image_id and i.state = 'stored'
                    where m.channel_id = c.id and m.kind = 'service' and m.image_id is not null
                    order by m.message_id desc
                    limit 1) as photo_id,
                   array(select unnest(l.whole * l.known)) as known, array(select unnest(l.whole - l.missing)) as seen,
                   not isempty(l.missing * l.known) as is_read_again,
                   c.source = 'telegram' and not exists (
                       select from collectors p
                       left join account_channels a on a.account_id = p.account_id and a.channel_id = c.id
                       where p.account_id is not null and p.seen_at > now() - {Collectors.Patience}
                         and (a.state = 'readable' or a.state is null and not exists (
                           select from account_gates g where g.account_id = p.account_id and g.call_class in ('resolve', 'other') and g.blocked_until > now()))) as is_unread,
                   array(select r.span from ranges r where r.channel_id = c.id and r.span is not null and r.state = 'outstanding' and r.covered_at is null) as outstanding,
                   array(select r.span from ranges r where r.channel_id = c.id and r.span is not null and r.state = 'parked') as parked
            from channels c
            join ledger l on l.channel_id = c.id
            where c.state <> 'removed'
            """;
        var channels = await progress.ReadAsync(null, cancellationToken);
        var spans = await database.QueryAsync<ChannelSpans>(sql, null, cancellationToken);
        return [.. channels.Join(spans, channel => channel.Id, span => span.Id, (channel, span) => (channel, span))];
    }

    public Task<IReadOnlyList<RemovedChannel>> RemovedAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select c.id, c.handle, c.title, v.messages
            from channels c
            join coverage v on v.channel_id = c.id
            where c.state = 'removed' and v.messages > 0
            order by c.id
            """;
        return database.QueryAsync<RemovedChannel>(sql, null, cancellationToken);
    }
}
