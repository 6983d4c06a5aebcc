using MassTransit;
using Microsoft.Extensions.Options;

namespace Collector.Media;

sealed class ImageRequestedConsumerDefinition : ConsumerDefinition<ImageRequestedConsumer>
{
    readonly ImageTurns turns;

    public ImageRequestedConsumerDefinition(IOptions<MediaOptions> options, ImageTurns turns)
    {
        this.turns = turns;
        ConcurrentMessageLimit = options.Value.ConcurrentLimit;
        Endpoint(endpoint => endpoint.PrefetchCount = 2 * options.Value.ConcurrentLimit);
    }

    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpoint, IConsumerConfigurator<ImageRequestedConsumer> consumer, IRegistrationContext context) =>
        turns.Use(consumer);
}
