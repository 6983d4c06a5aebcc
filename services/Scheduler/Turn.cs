using Dapper;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>The right to act as the scheduler, for one tick: a session lock, so that every statement after it sees what the one before left.</summary>
sealed class Turn : IAsyncDisposable
{
    const long LockKey = 0x5363686564756C65;

    readonly NpgsqlConnection connection;

    Turn(NpgsqlConnection connection) => this.connection = connection;

    /// <returns>Null when another scheduler is acting.</returns>
    public static async Task<Turn?> TryTakeAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        const string sql = "select pg_try_advisory_lock(@LockKey)";
        var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(sql, new { LockKey }, cancellationToken: cancellationToken)))
            return new(connection);

        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        const string sql = "select pg_advisory_unlock(@LockKey)";
        await using (connection)
            await connection.ExecuteAsync(sql, new { LockKey });
    }
}
