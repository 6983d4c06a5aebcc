using Collector.Hosting;
using Dapper;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Wakes the scheduler when a channel is due that was not before: PostgreSQL notifies <c>channels_due</c>. While it is not heard the loop's own pace has to do.</summary>
sealed class DueChannels(NpgsqlDataSource database, Wake wake) : BackgroundService
{
    static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(3);

    // A connection that was lost without a word is noticed by a question.
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(AfterFailure, stoppingToken);
            }
        }
    }

    async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, _) => wake.Up();
        await connection.ExecuteAsync("listen channels_due");
        // For what became due while nobody listened.
        wake.Up();
        while (true)
        {
            if (!await connection.WaitAsync(Silence, cancellationToken))
                await connection.ExecuteAsync("select");
        }
    }
}
