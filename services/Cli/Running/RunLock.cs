using System.Data;
using Collector.Contracts;
using Dapper;
using Npgsql;

namespace Collector.Cli.Running;

/// <summary>Held by the one process that runs all services on a database over the in-memory transport: a session lock on a connection of its own.</summary>
sealed class RunLock(string connectionString, TimeProvider clock) : IAsyncDisposable
{
    const long LockKey = 0x456D626564646564;

    // The server needs a moment to see that a killed process is gone.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    readonly string connectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "collector (running)" }.ConnectionString;
    NpgsqlConnection? connection;

    /// <exception cref="PermanentException">Another process holds it.</exception>
    public async Task TakeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        const string sql = "select pg_try_advisory_lock(@LockKey)";
        connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        var began = clock.GetTimestamp();
        while (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(sql, new { LockKey }, cancellationToken: cancellationToken)))
        {
            if (clock.GetElapsedTime(began) >= patience)
                throw new PermanentException(await TakenAsync(connection, cancellationToken));
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>Holds it until it is lost for good to another process; a restarted server is asked again.</summary>
    /// <exception cref="PermanentException">Another process has taken it meanwhile.</exception>
    public async Task HoldAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(interval, clock, cancellationToken);
            if (!await IsHeldAsync(cancellationToken))
                await RetakeAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
    }

    async Task<bool> IsHeldAsync(CancellationToken cancellationToken)
    {
        // Dapper would open a closed connection for the moment, which knows nothing of the lock.
        if (connection is not { State: ConnectionState.Open })
            return false;
        try
        {
            await connection.ExecuteAsync(new CommandDefinition("select 1", cancellationToken: cancellationToken));
            return true;
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            return false;
        }
    }

    async Task RetakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await DisposeAsync();
            await TakeAsync(Patience, cancellationToken);
        }
        catch (NpgsqlException)
        {
            // The server is still away; the next round tries again.
        }
    }

    static async Task<string> TakenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string sql = """
            select pid from pg_locks
            where locktype = 'advisory' and granted and ((classid::bigint << 32) | objid::bigint) = @LockKey
              and database = (select oid from pg_database where datname = current_database())
            limit 1
            """;
        var backend = await connection.ExecuteScalarAsync<int?>(new CommandDefinition(sql, new { LockKey }, cancellationToken: cancellationToken));
        return $"Another Collector is running on the database {connection.Database} of {connection.Host} (server process {backend}). Stop it first, or use another database.";
    }
}
