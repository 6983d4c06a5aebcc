using Collector.Exporting.Archive;
using Dapper;
using Npgsql;

namespace Collector.Exporting;

/// <summary>Reads the messages of channels as they are at one moment, however long the reading takes.</summary>
public sealed class Snapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, ExportFilter filter) : IAsyncDisposable
{
    const string InTime = "m.posted_at >= coalesce(@Since, '-infinity') and m.posted_at < coalesce(@Until, 'infinity')";
    const string Wanted = "m.channel_id = @channelId and " + InTime;

    // Ids and dates may disagree, in chats that were imported: pages are of a month.
    const string Month = "date_trunc('month', m.posted_at at time zone 'UTC')";

    public static async Task<Snapshot> OpenAsync(NpgsqlDataSource database, ExportFilter filter, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        return new(connection, await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken), filter);
    }

    public async Task<long> CountAsync(IReadOnlyList<int> channels, CancellationToken cancellationToken)
    {
        const string sql = $"select count(*) from messages m where m.channel_id = any(@channels) and {InTime}";
        return await connection.ExecuteScalarAsync<long>(Command(sql, new { channels = channels.ToArray(), filter.Since, filter.Until }, cancellationToken));
    }

    /// <summary>Writes the messages of a channel as they come from the server: never more than a few are in memory.</summary>
    /// <param name="written">Told of each.</param>
    public async Task WriteAsync(ExportedChannel channel, IMessageWriter writer, Action<ExportedMessage> written, CancellationToken cancellationToken)
    {
        await writer.BeginAsync(channel, this, cancellationToken);
        await foreach (var message in ReadAsync(channel.Id, writer.ByMonth).WithCancellation(cancellationToken))
        {
            await writer.WriteAsync(message, cancellationToken);
            written(message);
        }
    }

    /// <summary>The paths in the image store of what the messages show, each once.</summary>
    public IAsyncEnumerable<string> ImagePathsAsync(int channelId)
    {
        const string sql = $"select distinct i.path from messages m join images i on i.image_id = m.image_id and i.state = 'stored' where {Wanted} order by i.path";
        return connection.QueryUnbufferedAsync<string>(sql, new { channelId, filter.Since, filter.Until }, commandTimeout: 0);
    }

    /// <summary>The pages of an archive: each of one month.</summary>
    public async Task<IReadOnlyList<ArchivePage>> PagesAsync(int channelId, int size, CancellationToken cancellationToken)
    {
        const string sql = $"""
            select month, ((place - 1) / @size + 1)::int as number, count(*)::int as messages, max(message_id) as last_id
            from (
                select m.message_id, {Month} as month, row_number() over (partition by {Month} order by m.message_id) as place
                from messages m
                where {Wanted}
            ) placed
            group by month, number
            order by month, number
            """;
        return [.. await connection.QueryAsync<ArchivePage>(Command(sql, new { channelId, size, filter.Since, filter.Until }, cancellationToken))];
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    /// <summary>The rows of a channel.</summary>
    /// <param name="byMonth">Ordered by month, then id; else by id alone.</param>
    IAsyncEnumerable<ExportedMessage> ReadAsync(int channelId, bool byMonth)
    {
        var sql = $"""
            select m.channel_id, m.message_id, m.posted_at, m.edited_at, m.deleted_at, m.kind, m.author, m.sender_id, m.sender_name, m.text, m.entities, m.reply_to,
                   m.forwarded_from, m.views, m.forwards, m.replies, m.reactions, m.grouped_id, m.media_kind, m.media, m.image_id, m.via_bot, m.ttl_period, m.no_forwards,
                   coalesce(m.sender_id = 'channel' || c.telegram_id, c.kind = 'channel') as by_channel,
                   c.handle, c.title, i.path as image_path, i.sha256 as image_sha256, i.width as image_width, i.height as image_height,
                   left(r.text, 200) as replied_text, r.posted_at as replied_posted_at
            from messages m
            join channels c on c.id = m.channel_id
            left join images i on i.image_id = m.image_id and i.state = 'stored'
            left join messages r on r.channel_id = m.channel_id and r.message_id = m.reply_to
            where {Wanted}
            order by {(byMonth ? $"{Month}, " : "")}m.message_id
            """;
        return connection.QueryUnbufferedAsync<ExportedMessage>(sql, new { channelId, filter.Since, filter.Until }, commandTimeout: 0);
    }

    static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, commandTimeout: 0, cancellationToken: cancellationToken);
}
