using Collector.Hosting;
using Collector.Queueing;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>What waits in RabbitMQ's queues, and the dead letters.</summary>
sealed class QueueMetrics : Gauges
{
    const string Waiting = "collector.queue.messages";
    const string Dead = "collector.dead_letters";

    readonly QueueLooks queues;
    readonly NpgsqlDataSource database;
    readonly KeptConnection connection;

    public QueueMetrics(NpgsqlDataSource database, IOptions<RabbitMqTransportOptions> broker, IOptions<ClusterOptions> cluster, TimeProvider time, ILogger<QueueMetrics> logger)
        : base(time, logger)
    {
        (this.database, connection, queues) = (database, new(broker.Value, cluster.Value, "collector metrics"), new(time));
        Tell(Waiting, "{message}", "Messages that wait, by queue.", "queue");
        Tell(Dead, "{message}", "Messages that failed for good, by queue of dead letters.", "queue");
    }

    public override void Dispose()
    {
        connection.Dispose();
        base.Dispose();
    }

    protected override async Task<IReadOnlyList<(string Name, string? Of, long Count)>> MeasureAsync(CancellationToken cancellationToken)
    {
        var open = await connection.OpenAsync(cancellationToken);
        var names = await QueueNames.AllAsync(database, cancellationToken);
        var waiting = await queues.ReadAsync(open, names, cancellationToken);
        var dead = await queues.ReadAsync(open, new DeadLetterQueues(open, names).Names, cancellationToken);
        return [.. waiting.Select(queue => Of(Waiting, queue)), .. dead.Select(queue => Of(Dead, queue))];

        static (string, string?, long) Of(string gauge, QueueDepth queue) => (gauge, queue.Name, queue.Messages);
    }
}
