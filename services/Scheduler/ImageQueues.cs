using Collector.Contracts;
using Collector.Hosting;
using Collector.Queueing;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collector.Scheduler;

/// <summary>Whether few enough requests for images wait. What waits is not lost: to request it again would only make the queues longer, in days to many times what there is.</summary>
sealed class ImageQueues(
    ImageBacklog backlog,
    IOptions<MessagingOptions> messaging,
    IOptions<RabbitMqTransportOptions> broker,
    IOptions<ClusterOptions> cluster,
    TimeProvider time,
    ILogger<ImageQueues> logger) : IDisposable
{
    const int Most = 1_000;
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    readonly QueueLooks queues = new(time);
    readonly KeptConnection connection = new(broker.Value, cluster.Value, "collector image queues");
    long? lookedAt;
    bool haveRoom;

    /// <param name="accounts">Those that fetch images; what lies in the queues of others waits for nobody.</param>
    public async Task<bool> HaveRoomAsync(IEnumerable<int> accounts, CancellationToken cancellationToken)
    {
        if (messaging.Value.InMemory)
            return backlog.HasRoom;
        if (lookedAt is { } before && time.GetElapsedTime(before) < Interval)
            return haveRoom;

        lookedAt = time.GetTimestamp();
        haveRoom = false;
        try
        {
            var names = accounts.Select(Queues.ImageRequestedOf).Prepend(Queues.ImageRequested).Select(queue => queue.AbsolutePath);
            var depths = await queues.ReadAsync(await connection.OpenAsync(cancellationToken), names, cancellationToken);
            haveRoom = depths.All(queue => queue.Messages < Most);
        }
        catch (Exception away) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogDebug(away, "How many requests for images wait is not known");
        }

        return haveRoom;
    }

    public void Dispose() => connection.Dispose();
}
