using Collector.Contracts;
using Dapper;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>What a look at a channel shows.</summary>
sealed class Sightings(NpgsqlDataSource database)
{
    /// <summary>
    /// Takes over what the source says. A changed fingerprint opens a new sweep; a Telegram id that another row has makes the two one.
    /// What an account cannot read another may: the look goes on with the next.
    /// </summary>
    public async Task SeenAsync(ChannelSeen seen, CancellationToken cancellationToken)
    {
        const string reach = """
            insert into account_channels (account_id, channel_id, state, last_error, checked_at)
            select a.id, c.id, case @State when 'active' then 'readable' else @State end, @Problem, @ObservedAt
            from accounts a, channels c
            where a.id = @AccountId and c.id = @ChannelId
            on conflict (account_id, channel_id) do update
            set state = excluded.state, last_error = excluded.last_error, checked_at = excluded.checked_at
            where account_channels.checked_at <= excluded.checked_at
            """;
        const string next = "update ranges set account_id = null, sent_at = null, round = round + 1 where id = @RangeId and span is null and account_id = @AccountId";
        // Its ranges of another source, given up or not, are gaps of the new one.
        const string merge = """
            with other as (
                select o.id, o.source <> this.source as other_source
                from channels this
                join channels o on o.telegram_id = @TelegramId and o.id <> this.id
                where this.id = @ChannelId
            ), reach as (
                insert into account_channels (account_id, channel_id, kind, peer_id, access_hash, state, last_error, checked_at)
                select a.account_id, other.id, a.kind, a.peer_id, a.access_hash, a.state, a.last_error, a.checked_at
                from account_channels a, other
                where a.channel_id = @ChannelId
                on conflict (account_id, channel_id) do update
                set kind = excluded.kind, peer_id = excluded.peer_id, access_hash = excluded.access_hash,
                    state = excluded.state, last_error = excluded.last_error, checked_at = excluded.checked_at
            ), dropped as (
                delete from ranges r using other where other.other_source and r.channel_id = other.id and r.covered_at is null
            ), removed as (
                delete from channels where id = @ChannelId and exists (select from other)
                returning *
            )
            update channels c
            set source = removed.source, address = removed.address, handle = coalesce(removed.handle, c.handle), every = coalesce(removed.every, c.every),
                fingerprint = case when not other.other_source then c.fingerprint end, sweep_top = case when not other.other_source then c.sweep_top end,
                state = 'active', next_due_at = removed.next_due_at
            from removed, other
            where c.id = other.id
            returning c.id
            """;
        // An export's answer may come after the channel has gone over to Telegram.
        const string update = """
            update channels
            set state = case when state = 'paused' then state else @State end,
                title = coalesce(@Title, title), handle = coalesce(@Handle, handle), kind = coalesce(@Kind, kind), telegram_id = coalesce(@TelegramId, telegram_id),
                first_message_id = @First, top_message_id = @Top, reported_messages = coalesce(@Reported, reported_messages),
                sweep = sweep + case when fingerprint <> @Fingerprint then 1 else 0 end,
                sweep_top = case when fingerprint <> @Fingerprint then @Top else sweep_top end,
                fingerprint = coalesce(@Fingerprint, fingerprint),
                last_error = @Problem, last_seen_at = @ObservedAt
            where id = @ChannelId and (last_seen_at is null or last_seen_at <= @ObservedAt) and (source = 'telegram') = (@AccountId is not null);
            delete from ranges where id = @RangeId and span is null
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(reach, seen, transaction, cancellationToken: cancellationToken));
        if (seen is { AccountId: not null, State: not "active" })
        {
            await connection.ExecuteAsync(new CommandDefinition(next, seen, transaction, cancellationToken: cancellationToken));
        }
        else
        {
            var other = await connection.ExecuteScalarAsync<int?>(new CommandDefinition(merge, seen, transaction, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition(update, seen with { ChannelId = other ?? seen.ChannelId }, transaction, cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
