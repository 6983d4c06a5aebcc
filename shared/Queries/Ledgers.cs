using Collector.Contracts;
using Collector.Database;
using Npgsql;

namespace Collector.Queries;

/// <summary>Counts a channel's rows and compares them with its ledger.</summary>
public sealed class Ledgers(NpgsqlDataSource database)
{
    const int Pieces = 3;

    /// <exception cref="PermanentException">The channel is not there any more.</exception>
    public async Task<ChannelLedger> ReadAsync(int channelId, CancellationToken cancellationToken)
    {
        const string sql = """
            select c.last_seen_at is not null as is_seen, c.first_message_id as first, c.top_message_id as top, c.last_error, case when c.since is null then c.reported_messages end as reported,
                   array(select g from unnest(missing.ids) g order by lower(g) limit @Pieces) as gaps, missing.pieces as gap_count, missing.total as missing_ids,
                   l.messages as counted, written.rows, written.present, written.unproven,
                   parked.count as parked, parked.error as parked_error,
                   shown.images, shown.unknown as images_unknown, shown.wanted as images_wanted, shown.failed as images_failed, shown.error as image_error
            from channels c
            join ledger l on l.channel_id = c.id
            cross join lateral (
                select ids, (select count(*)::int from unnest(ids)) as pieces, (select coalesce(sum(upper(g) - lower(g)), 0)::bigint from unnest(ids) g) as total
                from (select l.whole - l.known as ids) gap
            ) missing
            cross join lateral (
                select count(*)::int as rows, (count(*) filter (where m.deleted_at is null and m.message_id <= c.top_message_id))::int as present,
                       (count(*) filter (where not l.known @> m.message_id))::int as unproven
                from messages m
                where m.channel_id = c.id
            ) written
            cross join lateral (select count(*)::int as count, min(error) as error from ranges r where r.channel_id = c.id and r.state = 'parked') parked
            cross join lateral (
                select count(*)::int as images,
                       (count(*) filter (where i.image_id is null))::int as unknown,
                       (count(*) filter (where i.state = 'wanted'))::int as wanted,
                       (count(*) filter (where i.state = 'failed'))::int as failed,
                       min(i.last_error) filter (where i.state = 'failed') as error
                from (select distinct m.image_id from messages m where m.channel_id = c.id and m.image_id is not null) m
                left join images i using (image_id)
            ) shown
            where c.id = @channelId
            """;
        return await database.QuerySingleOrDefaultAsync<ChannelLedger>(sql, new { channelId, Pieces }, cancellationToken, Statements.LargeChannel)
            ?? throw new PermanentException("The channel is deleted.");
    }
}
