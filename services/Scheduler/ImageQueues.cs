using Collector.Contracts;
using Collector.Hosting;
using Collector.Queueing;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collector.Scheduler;

/// <summary>Where few enough requests for images wait. What waits is not lost: to request it again would only make the queues longer, in days to many times what there is.</summary>
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
    int[] withRoom = [];

    /// <param name="accounts">Those that fetch images.</param>
    /// <returns>Those of them whose queue has room, and <see cref="Pool.NoAccount"/> when the queue of those who need none has it.</returns>
    public async Task<int[]> WithRoomAsync(IReadOnlyList<int> accounts, CancellationToken cancellationToken)
    {
        int[] all = [Pool.NoAccount, .. accounts];
        if (messaging.Value.InMemory)
            return backlog.HasRoom ? all : [];
        if (lookedAt is not { } before || time.GetElapsedTime(before) >= Interval)
        {
            lookedAt = time.GetTimestamp();
            withRoom = [];
            try
            {
                var depths = await queues.ReadAsync(await connection.OpenAsync(cancellationToken), all.Select(QueueOf), cancellationToken);
                var full = depths.Where(queue => queue.Messages >= Most).Select(queue => queue.Name).ToHashSet();
                withRoom = [.. all.Where(account => !full.Contains(QueueOf(account)))];
            }
            catch (Exception away) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogDebug(away, "How many requests for images wait is not known");
            }
        }

        return [.. withRoom.Intersect(all)];
    }

    public void Dispose() => connection.Dispose();

    static string QueueOf(int account) => (account == Pool.NoAccount ? Queues.ImageRequested : Queues.ImageRequestedOf(account)).AbsolutePath;
}
