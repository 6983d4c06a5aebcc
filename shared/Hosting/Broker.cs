using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Collector.Hosting;

/// <summary>The connection to RabbitMQ.</summary>
static class Broker
{
    // What is lost without a word is noticed after two of them.
    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    public static void Connect(IRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        var broker = context.GetRequiredService<IOptions<RabbitMqTransportOptions>>().Value;
        var nodes = context.GetRequiredService<IOptions<ClusterOptions>>().Value.Nodes;
        bus.Host(broker.Host, broker.Port, broker.VHost, host =>
        {
            host.Username(broker.User);
            host.Password(broker.Pass);
            host.Heartbeat(Heartbeat);
            if (broker.UseSsl)
                host.UseSsl(ssl => ssl.ServerName = broker.Host);
            if (nodes.Count > 0)
                host.UseCluster(cluster =>
                {
                    foreach (var node in nodes)
                        cluster.Node(node);
                });
        });
    }
}
