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

    /// <summary>Publishes requests for images that had to wait for room: at most so many at once that another look at the disk is worth it. Of several services each takes others.</summary>
    /// <returns>How many were requested.</returns>
    public async Task<int> RequestWaitingAsync(IPublishEndpoint bus, CancellationToken cancellationToken)
    {
        const string sql = """
            with waiting as (
                update images set waiting_since = null
                where image_id in (select image_id from images where waiting_since is not null order by waiting_since limit 200 for update skip locked)
                returning *
            )
            select i.image_id, i.message_id, i.location, c.id, coalesce(c.handle, c.title) as name, c.source, c.address, c.telegram_id
            from waiting i
            join channels c on c.id = i.channel_id
            where c.state <> 'removed'
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // Not committed before they are published.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var images = (await connection.QueryAsync<WantedImage>(new CommandDefinition(sql, transaction: transaction, cancellationToken: cancellationToken))).AsList();
        foreach (var image in images)
            await bus.Publish(image.ToRequest(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return images.Count;
    }

    /// <summary>Makes a channel's failed images wanted, and those that wait for room ask again; <see cref="RequestAgainAsync"/> then requests them.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RetryFailedAsync(int channelId, CancellationToken cancellationToken)
    {
        const string sql = "update images set state = 'wanted', waiting_since = null where channel_id = @channelId and (state = 'failed' or waiting_since is not null)";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, new { channelId }, cancellationToken: cancellationToken));
    }
}
