using Collector.Contracts;
using Dapper;
using Npgsql;

namespace Collector.Writer;

/// <summary>Brings a page together with what is stored. The caller has the channel alone.</summary>
static class Merge
{
    // An older look never overwrites a newer one; the same look read again, perhaps by a newer program, does.
    // What makes an edit is text and media: counters, reactions, edited_at and raw change without one, and a filter takes an image away or lets it through.
    // Previews of links are not the author's, a dice stays as it fell, and of a poll only the votes change; service messages and giveaways cannot be edited. Telegram itself knows more of media and
    // entities than the export did that the channel was imported from, and names images otherwise.
    static readonly string Sql = $"""
        with stored as not materialized (
            select * from messages where channel_id = @ChannelId and message_id > @After and message_id <= @UpTo
        ), changed as materialized (
            select m.message_id, {Of("m", Versioned)}, m.observed_at, m.edited_at,
                   p.kind <> 'service' and (({Said("m")}) is distinct from ({Said("p")})
                   or (m.entities is distinct from p.entities and not coalesce({Plain("p")} @> {Plain("m")} and {Plain("m")} @> {Exported("p")}, false))
                   or (not array[m.media_kind, p.media_kind] && array['web_page', 'dice', 'poll', 'giveaway', 'giveaway_results']
                       and m.media is distinct from p.media and not coalesce(p.media @> (m.media - 'missing'), false))
                   or coalesce(m.image_id <> p.image_id and split_part(m.image_id, ':', 1) = split_part(p.image_id, ':', 1), false)) as edited
            from pg_temp.page p join stored m using (message_id)
            where m.observed_at <= p.observed_at
              and (m.deleted_at < p.observed_at or ({Of("m", MessageRows.Content)}) is distinct from ({Of("p", MessageRows.Content)}))
        ), versions as (
            insert into message_versions (channel_id, message_id, observed_at, edited_at, {Versioned})
            select @ChannelId, message_id, observed_at, edited_at, {Versioned} from changed where edited
            on conflict do nothing
        ), updated as (
            update messages m
            set ({MessageRows.Content}) = row({Of("p", MessageRows.Content)}), observed_at = p.observed_at, collected_at = now(),
                deleted_at = case when m.deleted_at < p.observed_at then null else m.deleted_at end
            from changed join pg_temp.page p using (message_id)
            where m.channel_id = @ChannelId and m.message_id > @After and m.message_id <= @UpTo and m.message_id = p.message_id
            returning 1
        ), inserted as (
            insert into messages ({MessageRows.Columns})
            select {MessageRows.Columns} from pg_temp.page p
            where not exists (select from stored m where m.message_id = p.message_id)
            returning 1
        ), found as (
            delete from vanished v using pg_temp.page p
            where v.channel_id = @ChannelId and v.message_id > @After and v.message_id <= @UpTo and v.message_id = p.message_id and v.found_at < p.observed_at
        ), vanished as (
            insert into vanished as v (channel_id, message_id, sweep, found_at)
            select m.channel_id, m.message_id, @Sweep, @ObservedAt
            from stored m
            where m.message_id > @AbsenceProvenAfter and m.deleted_at is null and m.observed_at < @ObservedAt
              and not exists (select from pg_temp.page p where p.message_id = m.message_id)
            on conflict (channel_id, message_id) do update set sweep = excluded.sweep, asked_at = null where v.sweep < excluded.sweep
        )
        select (select count(*) from inserted)::int as inserted, (select count(*) from updated)::int as updated
        """;

    const string Versioned = "text, entities, media_kind, media, image_id";

    public static async Task<(int Inserted, int Updated)> RunAsync(NpgsqlConnection connection, MessagesCollected page, CancellationToken cancellationToken)
    {
        // The planner knows nothing of a table made a moment ago, and a nested loop over it takes the square of its rows.
        // Where there is no other way than a loop, its price without that choice is so high that it would be compiled first.
        const string create = """
            create temp table page (like messages including defaults) on commit drop;
            set local enable_nestloop = off;
            set local jit = off
            """;
        await connection.ExecuteAsync(new CommandDefinition(create, cancellationToken: cancellationToken));
        await MessageRows.CopyAsync(connection, "pg_temp.page", page, cancellationToken);
        var parameters = new { ChannelId = page.Channel.Id, Sweep = page.Sweep.Number, page.After, page.UpTo, page.AbsenceProvenAfter, page.ObservedAt };
        return await connection.QuerySingleAsync<(int, int)>(new CommandDefinition(Sql, parameters, cancellationToken: cancellationToken));
    }

    static string Said(string row) => $"{row}.text, case when {row}.media_kind not in ('web_page', 'dice') then {row}.media_kind end";

    // Exports say of every quote whether it is collapsed, Telegram of those only that are.
    static string Plain(string row) => $"""replace({row}.entities::text, ', "collapsed": false', '')::jsonb""";

    // Exports leave out custom emoji of late, and whatever begins inside another entity.
    static string Exported(string row) => $"""
        (select coalesce(jsonb_agg(entity), '[]')
         from (select entity, (entity ->> 'offset')::int as start,
                      max((entity ->> 'offset')::int + (entity ->> 'length')::int) over (order by number rows between unbounded preceding and 1 preceding) as taken
               from jsonb_array_elements({Plain(row)}) with ordinality as every(entity, number)) placed
         where coalesce(start >= taken, true) and entity ->> 'type' <> 'custom_emoji')
        """;

    static string Of(string row, string columns) => string.Join(", ", columns.Split(", ").Select(column => $"{row}.{column}"));
}
