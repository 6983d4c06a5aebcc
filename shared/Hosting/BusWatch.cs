using System.Globalization;
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
    IOptions<ClusterOptions> cluster,
    IOptions<MessagingOptions> options,
    IHostApplicationLifetime host,
    TimeProvider time,
    ILogger<BusWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WatchAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A start that failed ends this without a stop, and the host would call it an error.
        }
    }

    async Task WatchAsync(CancellationToken stoppingToken)
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
        if (cluster.Value.Nodes is not { Count: > 0 } nodes)
            return await AnswersAsync(broker.Value.Host, broker.Value.Port, cancellationToken);

        var answers = nodes.Select(node => node.Split(':')).Select(node => AnswersAsync(node[0], int.Parse(node[1], CultureInfo.InvariantCulture), cancellationToken));
        return (await Task.WhenAll(answers)).Contains(true);
    }

    static async Task<bool> AnswersAsync(string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(host, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
