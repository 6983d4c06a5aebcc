using Collector.Contracts;
using Dapper;
using MassTransit;
using Npgsql;

namespace Collector.Media;

/// <summary>The images that are not in the store yet.</summary>
public sealed class WantedImages(NpgsqlDataSource database)
{
    /// <summary>Publishes a request for every wanted image: the in-memory transport forgets its messages when the process ends.</summary>
    /// <param name="channelId">Those of one channel; null for all.</param>
    /// <returns>How many were requested.</returns>
    public async Task<int> RequestAgainAsync(IPublishEndpoint bus, int? channelId, CancellationToken cancellationToken)
    {
        const string sql = """
            select i.image_id, i.message_id, i.location, c.id, coalesce(c.handle, c.title) as name, c.source, c.address, c.telegram_id
            from images i
            join channels c on c.id = i.channel_id
            where i.state = 'wanted' and c.state <> 'removed' and (@channelId::int is null or c.id = @channelId)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var requested = 0;
        await foreach (var image in connection.QueryUnbufferedAsync<WantedImage>(sql, new { channelId }).WithCancellation(cancellationToken))
        {
            await bus.Publish(image.ToRequest(), cancellationToken);
            requested++;
        }

        return requested;
    }

    /// <summary>Makes a channel's failed images wanted; <see cref="RequestAgainAsync"/> then requests them.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RetryFailedAsync(int channelId, CancellationToken cancellationToken)
    {
        const string sql = "update images set state = 'wanted' where channel_id = @channelId and state = 'failed'";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, new { channelId }, cancellationToken: cancellationToken));
    }
}
