using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Hosting;

/// <summary>The queues of the consumers that are registered.</summary>
public static class QueueNames
{
    /// <summary>Those where a service's messages wait, and for each the one where suspects do.</summary>
    public static IEnumerable<string> Of(IServiceProvider services)
    {
        var context = services.GetRequiredService<IBusRegistrationContext>();
        return context.GetServices<IConsumerRegistration>().Select(registration => Of(registration, context)).SelectMany(queue => new[] { queue, queue + Suspects.Suffix });
    }

    internal static string Of(IConsumerRegistration registration, IRegistrationContext context) =>
        registration.GetDefinition(context).GetEndpointName(context.GetRequiredService<IEndpointNameFormatter>());
}
