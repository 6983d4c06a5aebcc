using Collector.Hosting;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Ticks while there is work, when an event wakes it, and once a second otherwise.</summary>
sealed class ReconcileLoop(Reconciler reconciler, Wake wake, ILogger<ReconcileLoop> logger) : BackgroundService
{
    static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? said = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Idle;
            try
            {
                if (await reconciler.TickAsync(stoppingToken))
                    pause = Busy;
                said = null;
            }
            catch (Exception failure) when (failure is NpgsqlException or MassTransitException)
            {
                // A full disk stays so for hours.
                if (said != failure.Message)
                    logger.LogWarning("The scheduler waits: {Problem}", failure.Message);
                said = failure.Message;
                pause = AfterFailure;
            }

            await wake.WaitAsync(pause, stoppingToken);
        }
    }
}
