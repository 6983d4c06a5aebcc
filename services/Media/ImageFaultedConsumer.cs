using Collector.Contracts;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Media;

sealed class ImageFaultedConsumer(Images images, ILogger<ImageFaultedConsumer> logger) : IConsumer<Fault<ImageRequested>>
{
    public async Task Consume(ConsumeContext<Fault<ImageRequested>> context)
    {
        var image = context.Message.Message;
        var problem = ImageProblem.Of(image, context.Message.Exceptions[0].Message);
        await images.FailedAsync(image.ImageId, problem, context.CancellationToken);
        logger.LogError("{Problem}", problem);
    }
}
