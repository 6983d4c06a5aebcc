using Collector.Contracts;
using Collector.Database;
using Collector.Hosting;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Scheduler;

sealed class PageFaultedConsumer(Outstanding outstanding, DatabaseOutages outages, Wake wake, ILogger<PageFaultedConsumer> logger) : IConsumer<Fault<MessagesCollected>>
{
    public async Task Consume(ConsumeContext<Fault<MessagesCollected>> context)
    {
        var page = context.Message.Message;
        var error = context.Message.Exceptions[0].Message;
        await outages.WaitOutAsync(cancellation => outstanding.PageFaultedAsync(page, error, cancellation), context.CancellationToken);
        logger.LogWarning("The page ({After}, {UpTo}] of {Channel} could not be stored: {Error}", page.After, page.UpTo, page.Channel.Name, error);
        wake.Up();
    }
}
