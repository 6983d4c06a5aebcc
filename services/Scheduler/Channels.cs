using Collector.Contracts;
using Collector.Database;
using Dapper;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Owns the table <c>channels</c>: what users add; <see cref="Sightings"/> writes what the source says of it.</summary>
public sealed class Channels(NpgsqlDataSource database)
{
    /// <summary>Adds a channel, due at once. One known by its Telegram id or its address is not added again: it gets the new address, becomes due, and every account may try it. What a wider filter lets through, and what a partial source may have lacked, is read by a sweep over all that was read.</summary>
    public async Task<ChannelRow> AddAsync(NewChannel channel, CancellationToken cancellationToken)
    {
        const string sql = """
            with known as (
                select id, source = 'telegram' and @Source <> 'telegram' as was_live, source <> @Source and partial
                           or coalesce(nullif(coalesce(@Since, since), 'epoch'), '-infinity') < since
                           or coalesce(@Images, images) > images
                           or coalesce(nullif(coalesce(@MaxImageBytes, max_image_bytes), 0), 9223372036854775807) > max_image_bytes as anew
                from channels
                where telegram_id = @TelegramId or (source = @Source and address = @Address)
                order by telegram_id is not distinct from @TelegramId desc
                limit 1
            ), forgotten as (
                delete from account_channels a using known where a.channel_id = known.id and a.state <> 'readable'
            ), other_source as (
                delete from ranges r using known, channels c
                where c.id = known.id and c.source <> @Source and r.channel_id = c.id and r.covered_at is null
            ), updated as (
                update channels c
                set source = @Source, address = @Address, handle = coalesce(@Handle, c.handle), title = @Title, kind = coalesce(@Kind, c.kind),
                    telegram_id = coalesce(@TelegramId, c.telegram_id), every = coalesce(@Every, c.every, @UsualEvery),
                    fingerprint = case when c.source = @Source then c.fingerprint end,
                    sweep = c.sweep + coalesce(known.anew, false)::int,
                    sweep_top = case when known.anew then c.top_message_id when c.source = @Source then c.sweep_top end,
                    since = nullif(coalesce(@Since, c.since), 'epoch'), images = coalesce(@Images, c.images), max_image_bytes = nullif(coalesce(@MaxImageBytes, c.max_image_bytes), 0),
                    next_due_at = now(), last_error = null, state = 'active'
                from known
                where c.id = known.id
                returning c.*
            ), inserted as (
                insert into channels (source, address, handle, title, kind, telegram_id, every, next_due_at, since, images, max_image_bytes)
                select @Source, @Address, @Handle, @Title, @Kind, @TelegramId, coalesce(@Every, @UsualEvery), now(), nullif(@Since, 'epoch'), coalesce(@Images, true), nullif(@MaxImageBytes, 0)
                where not exists (select from known)
                returning *
            )
            select updated.*, known.was_live from updated join known using (id) union all select *, false from inserted
            """;
        // A row that is known may be deleted meanwhile: then neither is done.
        while (true)
        {
            if (await database.QuerySingleOrDefaultAsync<ChannelRow>(sql, channel, cancellationToken) is { } added)
                return added;
        }
    }

    public Task<IReadOnlyList<ChannelRow>> ListAsync(CancellationToken cancellationToken)
    {
        const string sql = "select * from channels where state <> 'removed' order by id";
        return database.QueryAsync<ChannelRow>(sql, null, cancellationToken);
    }

    /// <summary>Finds channels by what people call them: by id; if none has it, by Telegram id or address, then by handle (with or without @), then by title.</summary>
    /// <param name="removed">True to find removed channels, too.</param>
    public Task<IReadOnlyList<ChannelRow>> FindAsync(string name, CancellationToken cancellationToken, bool removed = false)
    {
        const string sql = """
            select * from channels
            where (@removed or state <> 'removed')
              and (lower(@name) in (id::text, lower(handle), '@' || lower(handle), lower(title), telegram_id::text) or address = @name)
            order by case when id::text = @name then 1
                          when telegram_id::text = @name or address = @name then 2
                          when lower(@name) in (lower(handle), '@' || lower(handle)) then 3
                          else 4 end
            fetch first row with ties
            """;
        return database.QueryAsync<ChannelRow>(sql, new { name, removed }, cancellationToken);
    }

    /// <summary>Stops collecting the channel. Its row, messages and images stay, and adding it again goes on where it stopped.</summary>
    public Task RemoveAsync(int id, CancellationToken cancellationToken)
    {
        // The channel first, as whoever reports of it does. Ranges that wait for their images stay: nothing else knows of those when it is added again.
        const string sql = """
            update channels set state = 'removed', next_due_at = null where id = @id;
            delete from ranges where channel_id = @id and covered_at is null
            """;
        return database.ExecuteAsync(sql, new { id }, cancellationToken);
    }

    /// <summary>Forgets a removed channel, its ranges and its coverage: nothing can be written of it any more. Its messages are <c>Purge</c>'s of Writer.</summary>
    /// <exception cref="PermanentException">Somebody has added it again.</exception>
    public static async Task DeleteAsync(NpgsqlConnection connection, int id, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from channels where id = @id and state = 'removed';
            select exists (select from channels where id = @id)
            """;
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(sql, new { id }, cancellationToken: cancellationToken)))
            throw new PermanentException("The channel was added again meanwhile, so nothing was deleted.");
    }

    /// <summary>Begins nothing new for the channel until it is collected again; what is in flight is finished.</summary>
    public Task PauseAsync(int id, CancellationToken cancellationToken)
    {
        const string sql = "update channels set state = 'paused' where id = @id and state <> 'removed'";
        return database.ExecuteAsync(sql, new { id }, cancellationToken);
    }

    /// <summary>Has the whole known history looked at again: for edits, deletions and counters.</summary>
    public Task SweepAsync(int id, CancellationToken cancellationToken)
    {
        const string sql = "update channels set sweep = sweep + 1, sweep_top = top_message_id, swept_at = now() where id = @id";
        return database.ExecuteAsync(sql, new { id }, cancellationToken);
    }

    /// <summary>Makes the channel due now, and gives its parked ranges, its failed images, those of an export whose request may be lost, and the accounts that could not read it another chance.</summary>
    public Task CollectAsync(int id, CancellationToken cancellationToken)
    {
        const string sql = """
            update channels set next_due_at = now(), last_error = null, state = 'active' where id = @id;
            delete from ranges where channel_id = @id and state = 'parked';
            delete from account_channels where channel_id = @id and state <> 'readable';
            update images i
            set state = 'wanted', waiting_since = '-infinity'
            from channels c
            where c.id = @id and i.channel_id = c.id
              and (i.state = 'failed' and exists (select from messages m where m.image_id = i.image_id) or i.state = 'wanted' and c.source <> 'telegram' and coalesce(i.requested_at, i.wanted_at) < now() - interval '15 minutes')
            """;
        return database.ExecuteAsync(sql, new { id }, cancellationToken);
    }
}
