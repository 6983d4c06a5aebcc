using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Hosting;

/// <summary>
/// A message that kills its process takes the deliveries of all its unacknowledged neighbours along. What came back twice is therefore moved to
/// <c>QUEUE_suspect</c>, whose messages are consumed one by one: there only the killer dies again, and ends in <c>QUEUE_error</c>.
/// </summary>
static class Suspects
{
    public const string Suffix = "_suspect";
    const int DeliveryLimit = 2;

    public static Uri Of(Uri queue) => new($"exchange:{queue.Segments[^1]}{Suffix}");

    // Endpoints that are connected later have no queue for suspects.
    public static void Watch(IRegistrationContext context, string name, IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator && Consumers(context).Any(consumer => consumer.Queue == name))
            endpoint.UseConsumeFilter(typeof(SuspectsFilter<>), context);
    }

    public static void ConfigureEndpoints(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        foreach (var (queue, registration) in Consumers(context))
        {
            bus.ReceiveEndpoint(queue + Suffix, endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                Endpoints.Consume(context, endpoint);
                Endpoints.Deliver(endpoint, queue, DeliveryLimit);
                context.ConfigureConsumer(registration.Type, endpoint);
                // After the consumer's own definition.
                endpoint.PrefetchCount = 1;
                endpoint.ConcurrentMessageLimit = 1;
            });
        }
    }

    static IEnumerable<(string Queue, IConsumerRegistration Registration)> Consumers(IRegistrationContext context) =>
        from registration in context.GetServices<IConsumerRegistration>()
        select (QueueNames.Of(registration, context), registration);
}
