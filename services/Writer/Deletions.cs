using Collector.Contracts;
using Collector.Database;
using Dapper;
using Npgsql;

namespace Collector.Writer;

/// <summary>Messages that are gone from their channel: found while a sweep runs, marked when it is whole and they are few.</summary>
public sealed class Deletions(NpgsqlDataSource database)
{
    // So many may always go; above it, one in five of the channel's messages.
    const int Few = 5;
    const int Part = 5;

    const string Mark = """
        with gone as (
            delete from vanished where channel_id = @channelId and (@sweep is null or (sweep = @sweep and asked_at is null)) returning message_id, found_at
        )
        update messages m
        set deleted_at = gone.found_at
        from gone
        where m.channel_id = @channelId and m.message_id = gone.message_id and m.deleted_at is null
        """;

    /// <summary>Marks every message of the channel that its sweeps missed.</summary>
    /// <returns>How many were marked.</returns>
    public async Task<int> AcceptAsync(int channelId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ChannelLock.TakeAsync(connection, channelId, cancellationToken);
        var marked = await MarkAsync(connection, channelId, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return marked;
    }

    /// <summary>When the page's sweep is whole now: marks what it missed, or asks a person when that is too much to believe. The caller has coverage's row.</summary>
    internal static async Task<(int Deleted, int Doubtful)> CloseAsync(NpgsqlConnection connection, MessagesCollected page, CancellationToken cancellationToken)
    {
        const string count = """
            select count(*)::int
            from coverage c join vanished v using (channel_id, sweep)
            where c.channel_id = @channelId and c.sweep = @Number and v.asked_at is null and c.seen @> int4range(@First - 1, greatest(@First - 1, @Top), '(]')
            """;
        const string exceeds = "select @vanished > count(*) / @Part::float8 from messages where channel_id = @channelId and deleted_at is null";
        const string ask = "update vanished set asked_at = now() where channel_id = @channelId and sweep = @Number and asked_at is null";

        var channelId = page.Channel.Id;
        var (number, first, top) = page.Sweep;
        var vanished = await connection.ExecuteScalarAsync<int>(
            new CommandDefinition(count, new { channelId, number, first, top }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken));
        if (vanished == 0)
            return (0, 0);

        var tooMany = vanished > Few
            && await connection.ExecuteScalarAsync<bool>(new CommandDefinition(exceeds, new { channelId, vanished, Part }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken));
        if (!tooMany)
            return (await MarkAsync(connection, channelId, number, cancellationToken), 0);

        await connection.ExecuteAsync(new CommandDefinition(ask, new { channelId, number }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken));
        return (0, vanished);
    }

    static Task<int> MarkAsync(NpgsqlConnection connection, int channelId, int? sweep, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(Mark, new { channelId, sweep }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken));
}
