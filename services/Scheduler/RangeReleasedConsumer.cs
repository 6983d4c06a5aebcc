using Collector.Contracts;
using Collector.Database;
using Collector.Hosting;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Scheduler;

sealed class RangeReleasedConsumer(Outstanding outstanding, DatabaseOutages outages, Wake wake, ILogger<RangeReleasedConsumer> logger) : IConsumer<RangeReleased>
{
    public async Task Consume(ConsumeContext<RangeReleased> context)
    {
        var released = context.Message;
        await outages.WaitOutAsync(cancellation => outstanding.ReleasedAsync(released, cancellation), context.CancellationToken);
        logger.LogDebug("Range {RangeId} released in round {Round}: {Reason} {Detail}", released.RangeId, released.Round, released.Reason, released.Detail);
        wake.Up();
    }
}
