using System.Diagnostics.Metrics;
using Collector.Hosting;
using Collector.Queueing;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RabbitMQ.Client;

namespace Collector.Scheduler;

/// <summary>Counts now and then what waits in RabbitMQ's queues, and the dead letters. Every scheduler says the same.</summary>
sealed class QueueMetrics : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    readonly Meter meter = new("Collector");
    readonly QueueLooks queues;
    readonly NpgsqlDataSource database;
    readonly RabbitMqTransportOptions broker;
    readonly ClusterOptions cluster;
    readonly TimeProvider time;
    readonly ILogger<QueueMetrics> logger;
    readonly ObservableGauge<long> told;
    IConnection? connection;
    IReadOnlyList<QueueDepth> waiting = [];
    IReadOnlyList<QueueDepth> dead = [];

    public QueueMetrics(NpgsqlDataSource database, IOptions<RabbitMqTransportOptions> broker, IOptions<ClusterOptions> cluster, TimeProvider time, ILogger<QueueMetrics> logger)
    {
        (this.database, this.broker, this.cluster, this.time, this.logger, queues) = (database, broker.Value, cluster.Value, time, logger, new(time));
        meter.CreateObservableGauge("collector.queue.messages", () => waiting.Select(Measured), "{message}", "Messages that wait, by queue.");
        told = meter.CreateObservableGauge("collector.dead_letters", () => dead.Select(Measured), "{message}", "Messages that failed for good, by queue of dead letters.");
    }

    public override void Dispose()
    {
        connection?.Dispose();
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (told.Enabled)
                    (waiting, dead) = await LookAsync(stoppingToken);
            }
            // Nothing is collected worse when nobody counts.
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogDebug(away, "The queues were not counted");
                (waiting, dead) = ([], []);
            }

            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    static Measurement<long> Measured(QueueDepth queue) => new(queue.Messages, KeyValuePair.Create("queue", (object?)queue.Name));

    async Task<(IReadOnlyList<QueueDepth>, IReadOnlyList<QueueDepth>)> LookAsync(CancellationToken cancellationToken)
    {
        if (connection is not { IsOpen: true })
        {
            connection?.Dispose();
            connection = null;
            connection = await BrokerConnection.OpenAsync(broker, cluster, "collector metrics", cancellationToken);
        }

        var names = await QueueNames.AllAsync(database, cancellationToken);
        return (await queues.ReadAsync(connection, names, cancellationToken), await queues.ReadAsync(connection, new DeadLetterQueues(connection, names).Names, cancellationToken));
    }
}
