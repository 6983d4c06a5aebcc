using MassTransit;
using Microsoft.Extensions.Options;

namespace Collector.Media;

sealed class ImageRequestedConsumerDefinition : ConsumerDefinition<ImageRequestedConsumer>
{
    public ImageRequestedConsumerDefinition(IOptions<MediaOptions> options)
    {
        ConcurrentMessageLimit = options.Value.ConcurrentLimit;
        Endpoint(endpoint => endpoint.PrefetchCount = 2 * options.Value.ConcurrentLimit);
    }
}
