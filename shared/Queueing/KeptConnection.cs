using Collector.Contracts;
using Collector.Hosting;
using MassTransit;
using RabbitMQ.Client;

namespace Collector.Queueing;

/// <summary>A connection with RabbitMQ that is made when it is asked for, and anew when it was lost; for one who asks at a time.</summary>
/// <param name="name">How the broker shows it.</param>
public sealed class KeptConnection(RabbitMqTransportOptions broker, ClusterOptions cluster, string name) : IDisposable
{
    IConnection? connection;

    /// <exception cref="PermanentException">As <see cref="BrokerConnection.OpenAsync"/>.</exception>
    public async Task<IConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (connection is { IsOpen: true })
            return connection;
        connection?.Dispose();
        connection = null;
        return connection = await BrokerConnection.OpenAsync(broker, cluster, name, cancellationToken);
    }

    public void Dispose() => connection?.Dispose();
}
