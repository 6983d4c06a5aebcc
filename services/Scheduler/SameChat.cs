using Collector.Contracts;
using Dapper;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>A chat that was added twice, by its name and from an export, is one channel: what a look found has the Telegram id of another row.</summary>
static class SameChat
{
    /// <returns>The id under which the channel goes on.</returns>
    public static async Task<int> MergeAsync(NpgsqlConnection connection, ChannelSeen seen, CancellationToken cancellationToken)
    {
        // Its ranges of another source, given up or not, are gaps of the new one; so is all of one that may lack messages.
        const string sql = """
            with other as (
                select o.id, o.source <> this.source as other_source
                from channels this
                join channels o on o.telegram_id = @TelegramId and o.id <> this.id
                where this.id = @ChannelId
            ), reach as (
                insert into account_channels (account_id, channel_id, kind, peer_id, access_hash, state, last_error, first_message_id, checked_at)
                select a.account_id, other.id, a.kind, a.peer_id, a.access_hash, a.state, a.last_error, a.first_message_id, a.checked_at
                from account_channels a, other
                where a.channel_id = @ChannelId
                on conflict (account_id, channel_id) do update
                set kind = excluded.kind, peer_id = excluded.peer_id, access_hash = excluded.access_hash,
                    state = excluded.state, last_error = excluded.last_error, first_message_id = excluded.first_message_id, checked_at = excluded.checked_at
            ), dropped as (
                delete from ranges r using other where other.other_source and r.channel_id = other.id and r.covered_at is null
            ), removed as (
                delete from channels where id = @ChannelId and exists (select from other)
                returning *
            )
            update channels c
            set source = removed.source, address = removed.address, handle = coalesce(removed.handle, c.handle), every = coalesce(removed.every, c.every),
                fingerprint = case when not other.other_source then c.fingerprint end,
                sweep = c.sweep + case when other.other_source and c.partial then 1 else 0 end,
                sweep_top = case when not other.other_source then c.sweep_top when c.partial then c.top_message_id end,
                since = greatest(removed.since, c.since), images = removed.images and c.images, max_image_bytes = least(removed.max_image_bytes, c.max_image_bytes),
                state = case removed.state when 'paused' then 'paused' else 'active' end, next_due_at = removed.next_due_at
            from removed, other
            where c.id = other.id
            returning c.id
            """;
        return await connection.ExecuteScalarAsync<int?>(new CommandDefinition(sql, seen, cancellationToken: cancellationToken)) ?? seen.ChannelId;
    }
}
