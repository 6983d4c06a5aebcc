using Collector.Contracts;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Scheduler;

sealed class CollectorAnnouncedConsumer(Collectors collectors, Wake wake, ILogger<CollectorAnnouncedConsumer> logger) : IConsumer<CollectorAnnounced>
{
    public async Task Consume(ConsumeContext<CollectorAnnounced> context)
    {
        var collector = context.Message;
        await collectors.AnnouncedAsync(collector, context.CancellationToken);
        logger.LogDebug("Collector {InstanceId} works on {ConcurrencyLimit} ranges at once", collector.InstanceId, collector.ConcurrencyLimit);
        wake.Up();
    }
}
