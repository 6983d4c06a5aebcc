using Collector.Contracts;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Scheduler;

sealed class CollectFaultedConsumer(Outstanding outstanding, Wake wake, ILogger<CollectFaultedConsumer> logger) : IConsumer<Fault<CollectChannel>>
{
    public async Task Consume(ConsumeContext<Fault<CollectChannel>> context)
    {
        var command = context.Message.Message;
        var error = context.Message.Exceptions[0].Message;
        await outstanding.FaultedAsync(command, error, context.CancellationToken);
        logger.LogError("Error processing channel {Channel}: {Error}", command.Channel.Name, error);
        wake.Up();
    }
}
