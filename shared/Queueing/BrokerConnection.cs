using Collector.Contracts;
using Collector.Hosting;
using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Collector.Queueing;

/// <summary>A connection with RabbitMQ beside the bus's own.</summary>
public static class BrokerConnection
{
    /// <summary>Connects as the bus does, with whichever node answers.</summary>
    /// <param name="name">How the broker shows it.</param>
    /// <exception cref="PermanentException">The broker cannot be reached, or does not let this user in; the message says what to check.</exception>
    public static async Task<IConnection> OpenAsync(RabbitMqTransportOptions broker, ClusterOptions cluster, string name, CancellationToken cancellationToken)
    {
        var nodes = cluster.Nodes is { Count: > 0 } several ? several : [$"{broker.Host}:{broker.Port}"];
        var factory = new ConnectionFactory
        {
            VirtualHost = broker.VHost,
            UserName = broker.User,
            Password = broker.Pass,
            ClientProvidedName = name,
            // Whoever uses it opens another one.
            AutomaticRecoveryEnabled = false,
        };
        try
        {
            return await factory.CreateConnectionAsync(nodes.Select(Endpoint), cancellationToken);
        }
        catch (BrokerUnreachableException away)
        {
            throw new PermanentException($"RabbitMQ at {string.Join(", ", nodes)} cannot be reached: {away.InnerException?.Message ?? away.Message} Check RabbitMq__Host, __User and __Pass.", away);
        }

        AmqpTcpEndpoint Endpoint(string node)
        {
            var endpoint = AmqpTcpEndpoint.Parse(node);
            endpoint.Ssl = new(broker.Host, enabled: broker.UseSsl);
            return endpoint;
        }
    }
}
