using Collector.Media;
using Collector.Scheduler;
using Collector.Writer;
using Npgsql;

namespace Collector.Dashboard;

/// <summary>Removes a channel with everything that was collected of it, in one transaction: each owner deletes its own tables.</summary>
public sealed class PurgeChannel(NpgsqlDataSource database, ImagePurge images)
{
    /// <returns>The messages and the image files that were deleted.</returns>
    public async Task<(int Messages, int Files)> ExecuteAsync(int channelId, CancellationToken cancellationToken)
    {
        await new Channels(database).RemoveAsync(channelId, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ImagePurge.PrepareAsync(connection, channelId, cancellationToken);
        var messages = await Purge.ExecuteAsync(connection, channelId, cancellationToken);
        await Channels.DeleteAsync(connection, channelId, cancellationToken);
        var files = await images.ExecuteAsync(connection, channelId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (messages, files);
    }
}
