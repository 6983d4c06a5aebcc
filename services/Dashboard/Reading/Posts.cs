using Dapper;
using Npgsql;

namespace Collector.Dashboard.Reading;

/// <summary>A channel's messages, newest first.</summary>
sealed class Posts(NpgsqlDataSource database)
{
    /// <summary>Messages that a timeline looks back over.</summary>
    public const int TimelineLength = 50_000;

    /// <param name="before">Only ids below this one; null for the newest.</param>
    public async Task<IReadOnlyList<Post>> ReadAsync(int channelId, int? before, int limit, CancellationToken cancellationToken)
    {
        const string sql = """
            select m.channel_id, m.message_id, m.posted_at, m.edited_at, m.deleted_at, m.kind, m.author, m.sender_name, m.text, m.entities::text as entities,
                   m.reply_to, left(r.text, 200) as reply_text, m.forwarded_from::text as forwarded_from, m.views, m.forwards, m.replies,
                   m.reactions::text as reactions, m.grouped_id, m.media_kind, m.media::text as media, m.image_id, i.state as image_state, i.width as image_width, i.height as image_height
            from messages m
            left join messages r on r.channel_id = m.channel_id and r.message_id = m.reply_to
            left join images i on i.image_id = m.image_id
            where m.channel_id = @channelId and (@before::int is null or m.message_id < @before)
            order by m.message_id desc
            limit @limit
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<Post>(new CommandDefinition(sql, new { channelId, before, limit }, cancellationToken: cancellationToken))];
    }

    /// <returns>False for a channel that is not there, or was removed.</returns>
    public async Task<bool> HasChannelAsync(int channelId, CancellationToken cancellationToken)
    {
        const string sql = "select exists (select from channels where id = @channelId and state <> 'removed')";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(sql, new { channelId }, cancellationToken: cancellationToken));
    }

    /// <returns>The id to read before, so that a page shows a message and so many newer ones above it; null for the newest.</returns>
    public async Task<int?> BeforeAsync(int channelId, int messageId, int newer, CancellationToken cancellationToken)
    {
        const string sql = "select message_id from messages where channel_id = @channelId and message_id > @messageId order by message_id offset @newer limit 1";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int?>(new CommandDefinition(sql, new { channelId, messageId, newer }, cancellationToken: cancellationToken));
    }

    /// <returns>The days with messages, oldest first.</returns>
    public async Task<IReadOnlyList<Day>> TimelineAsync(int channelId, CancellationToken cancellationToken)
    {
        const string sql = """
            select (posted_at at time zone 'utc')::date::timestamp as date, count(*)::int as messages
            from (select posted_at from messages where channel_id = @channelId order by message_id desc limit @TimelineLength) newest
            group by 1
            order by 1
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<Day>(new CommandDefinition(sql, new { channelId, TimelineLength }, cancellationToken: cancellationToken))];
    }
}
