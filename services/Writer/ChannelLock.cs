using Collector.Database;
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

    // Whoever purges a channel has its lock for minutes: pages that waited for it would hold up all others.
    const string Present = "from channels where id = @channelId and state <> 'removed'";

    /// <returns>The server's time; null when the channel was removed.</returns>
    public static Task<DateTimeOffset?> TryShareAsync(NpgsqlConnection connection, int channelId, CancellationToken cancellationToken)
    {
        const string sql = $"select now(), pg_advisory_xact_lock_shared(@Kind, id) {Present}";
        return connection.ExecuteScalarAsync<DateTimeOffset?>(new CommandDefinition(sql, new { Kind, channelId }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken));
    }

    /// <inheritdoc cref="TryShareAsync"/>
    public static Task<DateTimeOffset?> TryTakeAsync(NpgsqlConnection connection, int channelId, CancellationToken cancellationToken)
    {
        const string sql = $"select now(), pg_advisory_xact_lock(@Kind, id) {Present}";
        return connection.ExecuteScalarAsync<DateTimeOffset?>(new CommandDefinition(sql, new { Kind, channelId }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken));
    }

    public static Task TakeAsync(NpgsqlConnection connection, int channelId, CancellationToken cancellationToken)
    {
        const string sql = "select pg_advisory_xact_lock(@Kind, @channelId)";
        return connection.ExecuteAsync(new CommandDefinition(sql, new { Kind, channelId }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken));
    }
}
