using Collector.Database;
using Dapper;
using Npgsql;

namespace Collector.Writer;

/// <summary>Deletes all that was written of a channel; the caller's transaction also deletes the channel, so that no page can come after it.</summary>
public static class Purge
{
    /// <returns>How many messages there were.</returns>
    public static async Task<int> ExecuteAsync(NpgsqlConnection connection, int channelId, CancellationToken cancellationToken)
    {
        const string beside = """
            delete from vanished where channel_id = @channelId;
            delete from message_versions where channel_id = @channelId
            """;
        const string messages = "delete from messages where channel_id = @channelId";
        await ChannelLock.TakeAsync(connection, channelId, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(beside, new { channelId }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken));
        return await connection.ExecuteAsync(new CommandDefinition(messages, new { channelId }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken));
    }
}
