using Dapper;
using Npgsql;

namespace Collector.Writer;

/// <summary>
/// Who may write into a channel, until the transaction ends: writers of rows that are new share it, whoever touches rows that exist has it alone.
/// With it every transaction takes lock, new rows by key, coverage, in this order, and none can wait for another in a circle.
/// </summary>
static class ChannelLock
{
    // The first of the two keys of an advisory lock; the second is the channel.
    const int Kind = 0x57726974;

    public static Task ShareAsync(NpgsqlConnection connection, int channelId, CancellationToken cancellationToken)
    {
        const string sql = "select pg_advisory_xact_lock_shared(@Kind, @channelId)";
        return connection.ExecuteAsync(new CommandDefinition(sql, new { Kind, channelId }, cancellationToken: cancellationToken));
    }

    public static Task TakeAsync(NpgsqlConnection connection, int channelId, CancellationToken cancellationToken)
    {
        const string sql = "select pg_advisory_xact_lock(@Kind, @channelId)";
        return connection.ExecuteAsync(new CommandDefinition(sql, new { Kind, channelId }, cancellationToken: cancellationToken));
    }
}
