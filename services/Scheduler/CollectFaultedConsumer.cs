using Collector.Contracts;
using Collector.Database;
using Collector.Hosting;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Scheduler;

sealed class CollectFaultedConsumer(Outstanding outstanding, DatabaseOutages outages, Wake wake, ILogger<CollectFaultedConsumer> logger) : IConsumer<Fault<CollectChannel>>
{
    public async Task Consume(ConsumeContext<Fault<CollectChannel>> context)
    {
        var command = context.Message.Message;
        var error = context.Message.Exceptions[0].Message;
        await outages.WaitOutAsync(cancellation => outstanding.FaultedAsync(command, error, cancellation), context.CancellationToken);
        logger.LogError("Error processing channel {Channel}: {Error}", command.Channel.Name, error);
        wake.Up();
    }
}
