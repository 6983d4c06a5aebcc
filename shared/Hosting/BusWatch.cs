using System.Net.Sockets;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collector.Hosting;

/// <summary>
/// Ends a service whose bus does not come back although the broker is there: an endpoint that loses its connection while it declares its queue
/// waits for ever. Whoever runs the service starts it again.
/// </summary>
sealed class BusWatch(
    HealthCheckService health,
    IOptions<RabbitMqTransportOptions> broker,
    IOptions<MessagingOptions> options,
    IHostApplicationLifetime host,
    TimeProvider time,
    ILogger<BusWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.StuckAfter / 10, time);
        var well = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var bus = await health.CheckHealthAsync(check => check.Name == options.Value.Transport, stoppingToken);
            if (bus.Status == HealthStatus.Healthy || !await AnswersAsync(stoppingToken))
                well = time.GetTimestamp();
            else if (time.GetElapsedTime(well) > options.Value.StuckAfter)
            {
                logger.LogCritical("RabbitMQ answers, but for {Time} this service is not connected as it must be ({Problem}): it ends, to be started again", options.Value.StuckAfter, bus.Entries[options.Value.Transport].Description);
                Environment.ExitCode = 1;
                host.StopApplication();
                return;
            }
        }
    }

    async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(broker.Value.Host, broker.Value.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
