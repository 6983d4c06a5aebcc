using Collector.Contracts;
using Dapper;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Owns the table <c>channels</c>: what users add, and what the source says of it.</summary>
public sealed class Channels(NpgsqlDataSource database)
{
    /// <summary>Adds a channel, due at once. One known by its Telegram id or its address is not added again: it gets the new address and becomes due.</summary>
    public async Task<ChannelRow> AddAsync(NewChannel channel, CancellationToken cancellationToken)
    {
        const string sql = """
            with known as (
                select id from channels
                where telegram_id = @TelegramId or (source = @Source and address = @Address)
                order by telegram_id is not distinct from @TelegramId desc
                limit 1
            ), updated as (
                update channels c
                set source = @Source, address = @Address, handle = coalesce(@Handle, c.handle), title = @Title, kind = coalesce(@Kind, c.kind),
                    telegram_id = coalesce(@TelegramId, c.telegram_id), every = coalesce(@Every, c.every), next_due_at = now(), last_error = null, state = 'active'
                from known
                where c.id = known.id
                returning c.*
            ), inserted as (
                insert into channels (source, address, handle, title, kind, telegram_id, every, next_due_at)
                select @Source, @Address, @Handle, @Title, @Kind, @TelegramId, @Every, now()
                where not exists (select from known)
                returning *
            )
            select * from updated union all select * from inserted
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<ChannelRow>(new CommandDefinition(sql, channel, cancellationToken: cancellationToken));
    }

    public async Task<IReadOnlyList<ChannelRow>> ListAsync(CancellationToken cancellationToken)
    {
        const string sql = "select * from channels where state <> 'removed' order by id";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<ChannelRow>(new CommandDefinition(sql, cancellationToken: cancellationToken))];
    }

    /// <summary>Finds a channel by what people call it: id, handle (with or without @), title, Telegram id or address.</summary>
    public async Task<ChannelRow?> FindAsync(string name, CancellationToken cancellationToken)
    {
        const string sql = """
            select * from channels
            where state <> 'removed'
              and (lower(@name) in (id::text, lower(handle), '@' || lower(handle), lower(title), telegram_id::text) or address = @name)
            order by id::text = @name desc, id
            limit 1
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ChannelRow>(new CommandDefinition(sql, new { name }, cancellationToken: cancellationToken));
    }

    /// <summary>Stops collecting the channel. Its row, messages and images stay, and adding it again goes on where it stopped.</summary>
    public async Task RemoveAsync(int id, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from ranges where channel_id = @id;
            update channels set state = 'removed', next_due_at = null where id = @id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { id }, cancellationToken: cancellationToken));
    }

    /// <summary>Makes the channel due now, and gives its parked ranges another chance.</summary>
    public async Task CollectAsync(int id, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from ranges where channel_id = @id and state = 'parked';
            update channels set next_due_at = now(), last_error = null, state = 'active' where id = @id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { id }, cancellationToken: cancellationToken));
    }

    /// <summary>Takes over what the source says. A changed fingerprint opens a new sweep; a Telegram id that another row has makes the two one.</summary>
    internal async Task SeenAsync(ChannelSeen seen, CancellationToken cancellationToken)
    {
        const string merge = """
            with removed as (
                delete from channels
                where id = @ChannelId and exists (select from channels where telegram_id = @TelegramId and id <> @ChannelId)
                returning *
            )
            update channels other
            set source = removed.source, address = removed.address, handle = coalesce(removed.handle, other.handle), next_due_at = now()
            from removed
            where other.telegram_id = @TelegramId
            """;
        const string update = """
            update channels
            set state = case when state = 'paused' then state else @State end,
                title = coalesce(@Title, title), handle = coalesce(@Handle, handle), kind = coalesce(@Kind, kind), telegram_id = coalesce(@TelegramId, telegram_id),
                first_message_id = @First, top_message_id = @Top,
                sweep = sweep + case when fingerprint <> @Fingerprint then 1 else 0 end,
                sweep_top = case when fingerprint <> @Fingerprint then @Top else sweep_top end,
                fingerprint = coalesce(@Fingerprint, fingerprint),
                last_error = @Problem, last_seen_at = @ObservedAt
            where id = @ChannelId and (last_seen_at is null or last_seen_at <= @ObservedAt);
            delete from ranges where id = @RangeId and span is null
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(merge, seen, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(update, seen, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    internal async Task FailedAsync(int id, string error, CancellationToken cancellationToken)
    {
        const string sql = "update channels set last_error = @error where id = @id";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { id, error }, cancellationToken: cancellationToken));
    }
}
