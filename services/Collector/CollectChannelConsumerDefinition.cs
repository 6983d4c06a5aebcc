using MassTransit;

namespace Collector.Collector;

/// <summary>The concurrency limit. A command is long, so no collector takes one that it cannot begin.</summary>
sealed class CollectChannelConsumerDefinition : ConsumerDefinition<CollectChannelConsumer>
{
    public CollectChannelConsumerDefinition(ConcurrencyLimit limit)
    {
        ConcurrentMessageLimit = limit.Value;
        Endpoint(endpoint => endpoint.PrefetchCount = limit.Value);
    }
}
