using Collector.Database;
using Npgsql;

namespace Collector.Dashboard.Reading;

/// <summary>The stored images, newest first.</summary>
sealed class Pictures(NpgsqlDataSource database)
{
    /// <param name="channelId">Those of one channel; null for all.</param>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    public Task<IReadOnlyList<Picture>> ReadAsync(int? channelId, Picture? after, int limit, CancellationToken cancellationToken)
    {
        // Of one channel by its own index: by time, all channels' messages would be looked through.
        var (among, before, order) = channelId is null
            ? ("true", "(m.posted_at, m.channel_id, m.message_id) < (@postedAt, @lastChannel, @lastMessage)", "m.posted_at desc, m.channel_id desc, m.message_id desc")
            : ("m.channel_id = @channelId", "m.message_id < @lastMessage", "m.message_id desc");
        var sql = $"""
            select i.image_id, m.channel_id, coalesce(c.handle, c.title) as channel_name, m.message_id, m.posted_at, left(m.text, 300) as text,
                   i.bytes, i.width, i.height
            from messages m
            join images i on i.image_id = m.image_id and i.state = 'stored'
            join channels c on c.id = m.channel_id and c.state <> 'removed'
            where m.image_id is not null and {among} and (@postedAt::timestamptz is null or {before})
            order by {order}
            limit @limit
            """;
        var parameters = new { channelId, postedAt = after?.PostedAt, lastChannel = after?.ChannelId ?? 0, lastMessage = after?.MessageId ?? 0, limit };
        return database.QueryAsync<Picture>(sql, parameters, cancellationToken);
    }

    public Task<PictureFile?> FileAsync(string imageId, CancellationToken cancellationToken)
    {
        const string sql = "select path, mime, sha256 from images where image_id = @imageId and state = 'stored'";
        return database.QuerySingleOrDefaultAsync<PictureFile>(sql, new { imageId }, cancellationToken);
    }
}
