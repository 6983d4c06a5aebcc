using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Database;

/// <summary>Waits while PostgreSQL is away: not started yet, restarting, out of connections.</summary>
public sealed class DatabaseOutages(NpgsqlDataSource database, TimeProvider time, ILogger<DatabaseOutages> logger)
{
    // Far below the 30 minutes after which RabbitMQ takes an unacknowledged message for lost.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>Runs <paramref name="work"/>, again and again while the server is away, for ten minutes. The work may have been done before its connection broke, so it must bear being done twice.</summary>
    /// <exception cref="NpgsqlException">The server was away for too long; any other failure comes through at once.</exception>
    public async Task<T> WaitOutAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(250); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await work(cancellationToken);
            }
            catch (NpgsqlException away) when (IsAway(away) && time.GetElapsedTime(began) < Patience)
            {
                logger.LogWarning("PostgreSQL is away, trying again in {Pause}: {Error}", pause, away.Message);
                // The pool's other connections are as dead as this one.
                database.Clear();
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

    /// <summary>True for a server that will come back by itself; a full disk or a wrong password will not.</summary>
    public static bool IsAway(NpgsqlException failure) => failure is PostgresException answer
        ? answer.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections
        : failure.InnerException is System.Net.Sockets.SocketException or IOException or TimeoutException;
}
