using Collector.Contracts;
using MassTransit;

namespace Collector.Hosting;

/// <summary>The policy of every queue.</summary>
static class Endpoints
{
    // A message that kills its process counts a delivery each time; the broker then moves it to the dead letters.
    const int DeliveryLimit = 20;

    public static void Configure(IRegistrationContext context, string name, IReceiveEndpointConfigurator endpoint)
    {
        Consume(context, endpoint);
        if (endpoint is IRabbitMqReceiveEndpointConfigurator queue)
            Deliver(queue, name, DeliveryLimit);
    }

    public static void Consume(IRegistrationContext context, IReceiveEndpointConfigurator endpoint)
    {
        endpoint.UseMessageRetry(retry =>
        {
            retry.Exponential(3, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(400));
            retry.Ignore<PermanentException>();
        });
        endpoint.UseConsumeFilter(typeof(RulesFilter<>), context);
        endpoint.UseConsumeFilter(typeof(OutageFilter<>), context);
    }

    /// <param name="name">The queue whose dead letters these are.</param>
    public static void Deliver(IRabbitMqReceiveEndpointConfigurator queue, string name, int limit)
    {
        queue.SetQuorumQueue();
        queue.SetQueueArgument("x-delivery-limit", limit);
        queue.BindDeadLetterQueue(name + "_dlx", name + "_error", dead =>
        {
            Keep(dead);
            // Only what the broker gave up on: expired messages are not dead letters.
            dead.ExchangeType = "headers";
            dead.SetBindingArgument("x-match", "all-with-x");
            dead.SetBindingArgument("x-first-death-reason", "delivery_limit");
        });
    }

    // _error and _skipped copy the endpoint's arguments; they must equal those that BindDeadLetterQueue declares.
    public static void DeadLetters(IRabbitMqQueueBindingConfigurator queue)
    {
        foreach (var argument in new[] { "x-dead-letter-exchange", "x-max-length", "x-max-length-bytes", "x-overflow", "x-message-ttl" })
            queue.SetQueueArgument(argument, null!);
        Keep(queue);
    }

    // RabbitMQ 4 drops a message that was looked at and returned 20 times unless the limit says otherwise.
    static void Keep(IRabbitMqQueueConfigurator queue)
    {
        queue.SetQuorumQueue();
        queue.SetQueueArgument("x-delivery-limit", 1_000_000);
    }
}
