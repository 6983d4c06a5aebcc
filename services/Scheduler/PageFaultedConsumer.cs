using Collector.Contracts;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Scheduler;

sealed class PageFaultedConsumer(Outstanding outstanding, Wake wake, ILogger<PageFaultedConsumer> logger) : IConsumer<Fault<MessagesCollected>>
{
    public async Task Consume(ConsumeContext<Fault<MessagesCollected>> context)
    {
        var page = context.Message.Message;
        var error = context.Message.Exceptions[0].Message;
        await outstanding.PageFaultedAsync(page, error, context.CancellationToken);
        logger.LogWarning("The page ({After}, {UpTo}] of {Channel} could not be stored: {Error}", page.After, page.UpTo, page.Channel.Name, error);
        wake.Up();
    }
}
