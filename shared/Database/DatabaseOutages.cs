using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Database;

/// <summary>Waits while PostgreSQL is away: not started yet, restarting, out of connections, memory or disk.</summary>
public sealed class DatabaseOutages(NpgsqlDataSource database, TimeProvider time, ILogger<DatabaseOutages> logger)
{
    // Far below the 30 minutes after which RabbitMQ takes an unacknowledged message for lost.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    // Everybody who works finds the disk full, and it stays so for long: it is said once.
    int isFull;

    /// <summary>Runs <paramref name="work"/>, again and again while the server is away, for ten minutes. The work may have been done before its connection broke, so it must bear being done twice.</summary>
    /// <exception cref="DatabaseAwayException">The server was away for too long.</exception>
    /// <exception cref="NpgsqlException">Any other failure, at once.</exception>
    public async Task<T> WaitOutAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var wasFull = false;
        for (var pause = TimeSpan.FromMilliseconds(250); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var result = await work(cancellationToken);
                if (wasFull && Interlocked.Exchange(ref isFull, 0) == 1)
                    logger.LogInformation("PostgreSQL has room again");
                return result;
            }
            catch (NpgsqlException away) when (IsAway(away))
            {
                if (time.GetElapsedTime(began) >= Patience)
                {
                    isFull = 0;
                    throw new DatabaseAwayException(away);
                }

                if (away.SqlState == PostgresErrorCodes.DiskFull)
                {
                    wasFull = true;
                    if (Interlocked.Exchange(ref isFull, 1) == 0)
                        logger.LogError("PostgreSQL's disk is full; what is to be stored waits until there is room: {Error}", away.Message);
                }
                else
                {
                    logger.LogWarning("PostgreSQL is away, trying again in {Pause}: {Error}", pause, away.Message);
                    // The pool's other connections are as dead as this one.
                    database.Clear();
                }

                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    /// <inheritdoc cref="WaitOutAsync{T}"/>
    public Task WaitOutAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => WaitOutAsync(
        async cancellation =>
        {
            await work(cancellation);
            return true;
        },
        cancellationToken);

    /// <summary>Runs a statement that bears being run twice.</summary>
    /// <inheritdoc cref="WaitOutAsync{T}"/>
    public Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        WaitOutAsync(cancellation => database.ExecuteAsync(sql, parameters, cancellation), cancellationToken);

    /// <summary>Asks for at most one row.</summary>
    /// <returns>Null when there is none.</returns>
    /// <inheritdoc cref="WaitOutAsync{T}"/>
    public Task<T?> QuerySingleOrDefaultAsync<T>(string sql, object parameters, CancellationToken cancellationToken) =>
        WaitOutAsync(cancellation => database.QuerySingleOrDefaultAsync<T>(sql, parameters, cancellation), cancellationToken);

    /// <summary>True when it is the server that cannot, whatever it is asked, and trying again later may help; a wrong password stays wrong.</summary>
    public static bool IsAway(NpgsqlException failure) => failure is PostgresException answer
        ? answer.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.DiskFull
            // It is a standby by now, and another server is the one that writes.
            or PostgresErrorCodes.ReadOnlySqlTransaction
        : failure.InnerException is System.Net.Sockets.SocketException or IOException or TimeoutException;
}
