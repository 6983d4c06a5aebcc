using Collector.Contracts;
using Collector.Database;
using Collector.Hosting;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Scheduler;

sealed class CollectorAnnouncedConsumer(Collectors collectors, DatabaseOutages outages, Wake wake, ILogger<CollectorAnnouncedConsumer> logger) : IConsumer<CollectorAnnounced>
{
    public async Task Consume(ConsumeContext<CollectorAnnounced> context)
    {
        var collector = context.Message;
        await outages.WaitOutAsync(cancellation => collectors.AnnouncedAsync(collector, cancellation), context.CancellationToken);
        logger.LogDebug("Collector {InstanceId} works on {ConcurrencyLimit} ranges at once", collector.InstanceId, collector.ConcurrencyLimit);
        wake.Up();
    }
}
