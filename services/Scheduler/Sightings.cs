using Collector.Contracts;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>What a look at a channel shows.</summary>
sealed class Sightings(NpgsqlDataSource database, IOptions<SweepOptions> sweeps)
{
    /// <summary>
    /// Takes over what the source says. A changed fingerprint opens a new sweep; a Telegram id that another row has makes the two one.
    /// What an account cannot read another may: the look goes on with the next.
    /// </summary>
    public async Task SeenAsync(ChannelSeen seen, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await IsThereAsync(connection, seen, cancellationToken))
            return;

        seen = await ByItsReaderAsync(connection, seen, cancellationToken);
        await NoteReachAsync(connection, seen, cancellationToken);
        if (seen is { AccountId: not null, State: not "active" })
        {
            await GoOnWithTheNextAccountAsync(connection, seen, cancellationToken);
        }
        else
        {
            seen = seen with { ChannelId = await SameChat.MergeAsync(connection, seen, cancellationToken) };
            await AddOtherPartAsync(connection, seen, cancellationToken);
            await SweepWhenDueAsync(connection, seen, cancellationToken);
            await UpdateAsync(connection, seen, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    static async Task<bool> IsThereAsync(NpgsqlConnection connection, ChannelSeen seen, CancellationToken cancellationToken)
    {
        // A look may end after its channel was removed, and says nothing then.
        const string sql = "select id from channels where id = @ChannelId and state <> 'removed' for update";
        return await connection.ExecuteScalarAsync<int?>(new CommandDefinition(sql, seen, cancellationToken: cancellationToken)) is not null;
    }

    /// <returns>What was seen; of a basic group that another account reads, that this one does not.</returns>
    static async Task<ChannelSeen> ByItsReaderAsync(NpgsqlConnection connection, ChannelSeen seen, CancellationToken cancellationToken)
    {
        const string sql = """
            update channels c
            set reader_id = a.id, reader_telegram_id = a.telegram_id
            from accounts a
            where c.id = @ChannelId and a.id = @AccountId and c.reader_id is null
              and (coalesce(c.reader_telegram_id, a.telegram_id) = a.telegram_id or not exists (select from coverage v where v.channel_id = c.id and not isempty(v.known)));
            select reader_id is distinct from @AccountId, reader_id is null from channels where id = @ChannelId
            """;
        if (seen is not { AccountId: not null, State: "active", Kind: "basic_group" })
            return seen;

        var (isAnothers, isGone) = await connection.QuerySingleAsync<(bool, bool)>(new CommandDefinition(sql, seen, cancellationToken: cancellationToken));
        return !isAnothers ? seen : seen with
        {
            State = "other",
            Problem = isGone
                ? "the account that read it was removed, and the message ids of a basic group are each member's own: log that account in again, or delete the channel with its messages and add it anew"
                : "another account reads it: the message ids of a basic group are each member's own",
        };
    }

    static async Task NoteReachAsync(NpgsqlConnection connection, ChannelSeen seen, CancellationToken cancellationToken)
    {
        // That the account found the channel is noted in the look already, by the server's clock; this came after it, by the collector's, which may be behind.
        const string sql = """
            insert into account_channels (account_id, channel_id, state, last_error, first_message_id, checked_at)
            select a.id, c.id, case @State when 'active' then 'readable' else @State end, @Problem, @First, least(@ObservedAt, now())
            from accounts a, channels c
            where a.id = @AccountId and c.id = @ChannelId
            on conflict (account_id, channel_id) do update
            set state = excluded.state, last_error = excluded.last_error, first_message_id = excluded.first_message_id, checked_at = excluded.checked_at
            where account_channels.checked_at <= excluded.checked_at + interval '1 minute' or account_channels.checked_at > now()
            """;
        await connection.ExecuteAsync(new CommandDefinition(sql, seen, cancellationToken: cancellationToken));
    }

    static async Task GoOnWithTheNextAccountAsync(NpgsqlConnection connection, ChannelSeen seen, CancellationToken cancellationToken)
    {
        const string sql = "update ranges set account_id = null, sent_at = null, round = round + 1 where id = @RangeId and span is null and account_id = @AccountId";
        await connection.ExecuteAsync(new CommandDefinition(sql, seen, cancellationToken: cancellationToken));
    }

    static async Task AddOtherPartAsync(NpgsqlConnection connection, ChannelSeen seen, CancellationToken cancellationToken)
    {
        // A part that was there once and was removed is not added again. The old one changes no more.
        const string sql = """
            insert into channels (source, address, title, every, next_due_at, since, images, max_image_bytes)
            select source, @Address, coalesce(@Title, title), case when @IsOld then null else every end, now(), since, images, max_image_bytes
            from channels
            where id = @ChannelId and (last_seen_at is null or not @IsOld)
              and not exists (select from channels where telegram_id = @TelegramId or (source = 'telegram' and address = @Address))
            """;
        if (seen.OtherPart is not { Address: var address, TelegramId: var telegramId })
            return;

        var parameters = new { seen.ChannelId, seen.Title, address, telegramId, IsOld = seen.Kind != "basic_group" };
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    async Task SweepWhenDueAsync(NpgsqlConnection connection, ChannelSeen seen, CancellationToken cancellationToken)
    {
        // Not before the last one is whole: what is new since is read anyway.
        const string sql = """
            update channels c
            set sweep = c.sweep + 1, sweep_top = c.top_message_id, swept_at = now()
            from ledger l
            where c.id = @ChannelId and l.channel_id = c.id and isempty(l.missing) and c.source = 'telegram' and @AccountId is not null
              and coalesce(c.swept_at, c.added_at) < now() - make_interval(days => @Days)
            """;
        if (sweeps.Value.Days is { } days)
            await connection.ExecuteAsync(new CommandDefinition(sql, new { seen.ChannelId, seen.AccountId, days }, cancellationToken: cancellationToken));
    }

    static async Task UpdateAsync(NpgsqlConnection connection, ChannelSeen seen, CancellationToken cancellationToken)
    {
        // An export's answer may come after the channel has gone over to Telegram. What is hidden from one account another may see. Of Telegram's newest messages those that were deleted are to be looked for, too.
        // What is of the future was written before the server's clock was set.
        const string sql = """
            update channels
            set state = case when state = 'paused' then state else @State end,
                title = coalesce(@Title, title), handle = coalesce(@Handle, handle), kind = coalesce(@Kind, kind), telegram_id = coalesce(@TelegramId, telegram_id),
                first_message_id = coalesce(case when source = 'telegram' then (
                    select min(a.first_message_id) from account_channels a join accounts on accounts.id = a.account_id and accounts.state = 'active'
                    where a.channel_id = @ChannelId and a.state = 'readable') end, @First),
                top_message_id = case when source = 'telegram' then greatest(@Top, top_message_id) else @Top end, reported_messages = coalesce(@Reported, reported_messages),
                sweep = sweep + case when fingerprint <> @Fingerprint then 1 else 0 end,
                sweep_top = case when fingerprint <> @Fingerprint then @Top else sweep_top end,
                fingerprint = coalesce(@Fingerprint, fingerprint),
                partial = @Partial, last_error = @Problem, last_seen_at = least(@ObservedAt, now())
            where id = @ChannelId and (last_seen_at is null or last_seen_at <= @ObservedAt or last_seen_at > now()) and (source = 'telegram') = (@AccountId is not null);
            delete from ranges where id = @RangeId and span is null
            """;
        await connection.ExecuteAsync(new CommandDefinition(sql, seen, cancellationToken: cancellationToken));
    }
}
