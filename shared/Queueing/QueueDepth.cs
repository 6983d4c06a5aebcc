using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Collector.Queueing;

/// <summary>A queue at one moment.</summary>
/// <param name="Messages">Those that wait, without those being worked on.</param>
/// <param name="Consumers">Processes that take messages from it.</param>
public sealed record QueueDepth(string Name, uint Messages, uint Consumers)
{
    /// <summary>Asks for each queue; those that do not exist are left out.</summary>
    /// <exception cref="RabbitMQClientException">The broker refused, or went away.</exception>
    public static async Task<IReadOnlyList<QueueDepth>> ReadAsync(IConnection connection, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var depths = new List<QueueDepth>();
        IChannel? channel = null;
        try
        {
            foreach (var name in names)
            {
                channel ??= await connection.CreateChannelAsync(cancellationToken: cancellationToken);
                try
                {
                    var queue = await channel.QueueDeclarePassiveAsync(name, cancellationToken);
                    depths.Add(new(name, queue.MessageCount, queue.ConsumerCount));
                }
                catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
                {
                    // The broker has closed the channel.
                    await channel.DisposeAsync();
                    channel = null;
                }
            }
        }
        finally
        {
            if (channel is not null)
                await channel.DisposeAsync();
        }

        return depths;
    }
}
