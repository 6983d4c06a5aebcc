using Collector.Database;
using Dapper;
using Npgsql;

namespace Collector.Dashboard.Reading;

/// <summary>A channel's messages, newest first.</summary>
sealed class Posts(NpgsqlDataSource database)
{
    /// <summary>Messages that a timeline looks back over.</summary>
    public const int TimelineLength = 50_000;

    /// <param name="before">Only ids below this one; null for the newest.</param>
    /// <returns>Newest first.</returns>
    public Task<IReadOnlyList<Post>> ReadAsync(int channelId, int? before, int limit, CancellationToken cancellationToken) =>
        ReadAsync("(@id::int is null or m.message_id < @id)", "desc", channelId, before, limit, cancellationToken);

    /// <summary>Those above a post, the nearest first.</summary>
    /// <param name="after">Only ids above this one.</param>
    public Task<IReadOnlyList<Post>> NewerAsync(int channelId, int after, int limit, CancellationToken cancellationToken) =>
        ReadAsync("m.message_id > @id", "asc", channelId, after, limit, cancellationToken);

    /// <returns>False for a channel that is not there, or was removed.</returns>
    public Task<bool> HasChannelAsync(int channelId, CancellationToken cancellationToken)
    {
        const string sql = "select exists (select from channels where id = @channelId and state <> 'removed')";
        return database.ExecuteScalarAsync<bool>(sql, new { channelId }, cancellationToken);
    }

    /// <returns>The days with messages, oldest first.</returns>
    public Task<IReadOnlyList<Day>> TimelineAsync(int channelId, CancellationToken cancellationToken)
    {
        const string sql = """
            select (posted_at at time zone 'utc')::date::timestamp as date, count(*)::int as messages
            from (select posted_at from messages where channel_id = @channelId order by message_id desc limit @TimelineLength) newest
            group by 1
            order by 1
            """;
        return database.QueryAsync<Day>(sql, new { channelId, TimelineLength }, cancellationToken);
    }

    async Task<IReadOnlyList<Post>> ReadAsync(string which, string direction, int channelId, int? id, int limit, CancellationToken cancellationToken)
    {
        var sql = $"""
            select m.channel_id, m.message_id, m.posted_at, m.edited_at, m.deleted_at, m.kind, m.author, m.sender_name, m.text, m.entities::text as entities,
                   m.reply_to, left(r.text, 200) as reply_text, m.forwarded_from::text as forwarded_from, m.views, m.forwards, m.replies,
                   m.reactions::text as reactions, m.grouped_id, m.media_kind, m.media::text as media, m.image_id, i.state as image_state, i.width as image_width, i.height as image_height
            from messages m
            left join messages r on r.channel_id = m.channel_id and r.message_id = m.reply_to
            left join images i on i.image_id = m.image_id
            where m.channel_id = @channelId and {which}
            order by m.message_id {direction}
            limit @limit
            """;
        const string earlier = """
            select message_id, edited_at, text from message_versions
            where channel_id = @channelId and message_id = any(@ids)
            order by message_id, observed_at
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var posts = await connection.QueryAsync<Post>(new CommandDefinition(sql, new { channelId, id, limit }, cancellationToken: cancellationToken));
        var ids = posts.Select(post => post.MessageId).ToArray();
        var texts = (await connection.QueryAsync<EarlierText>(new CommandDefinition(earlier, new { channelId, ids }, cancellationToken: cancellationToken))).ToLookup(text => text.MessageId);
        return [.. posts.Select(post => post with { Earlier = [.. texts[post.MessageId]] })];
    }
}
