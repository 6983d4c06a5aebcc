using MassTransit;
using Microsoft.Extensions.Options;

namespace Collector.Writer;

sealed class MessagesCollectedConsumerDefinition : ConsumerDefinition<MessagesCollectedConsumer>
{
    readonly int limit;

    public MessagesCollectedConsumerDefinition(IOptions<WriterOptions> options) => ConcurrentMessageLimit = limit = options.Value.ConcurrentLimit;

    // A page takes milliseconds: the next ones should lie ready.
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<MessagesCollectedConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = 2 * limit;
}
