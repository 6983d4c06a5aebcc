using Collector.Contracts;
using MassTransit;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Collector.Cli.DeadLetters;

/// <summary>The queues of dead letters, over AMQP: no plugin, and no right but to use the queues.</summary>
sealed class DeadLetterQueues(IConnection connection) : IAsyncDisposable
{
    static readonly string[] Sources =
    [
        "collect-channel", "messages-collected", "image-requested", "channel-seen", "range-released", "collector-announced",
        "collect-faulted", "page-faulted", "image-faulted",
    ];

    /// <exception cref="PermanentException">The broker cannot be reached.</exception>
    public static async Task<DeadLetterQueues> OpenAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var broker = configuration.GetSection("RabbitMq").Get<RabbitMqTransportOptions>() ?? new();
        var factory = new ConnectionFactory
        {
            HostName = broker.Host,
            Port = broker.Port,
            VirtualHost = broker.VHost,
            UserName = broker.User,
            Password = broker.Pass,
            Ssl = { Enabled = broker.UseSsl, ServerName = broker.Host },
            ClientProvidedName = "collector dead-letters",
        };
        try
        {
            return new(await factory.CreateConnectionAsync(cancellationToken));
        }
        catch (BrokerUnreachableException away)
        {
            throw new PermanentException($"RabbitMQ at {broker.Host}:{broker.Port} cannot be reached: {away.InnerException?.Message ?? away.Message} Check RabbitMq__Host, __User and __Pass.", away);
        }
    }

    /// <summary>Looks at every dead letter, and leaves those where they are that <paramref name="take"/> does not acknowledge.</summary>
    public async Task VisitAsync(string? only, string? match, Func<IChannel, DeadLetter, Task> take, CancellationToken cancellationToken)
    {
        foreach (var queue in Names(only))
        {
            await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
            // Unacknowledged ones return when the channel closes: counted first, none is met twice.
            for (var left = await CountAsync(channel, queue, cancellationToken); left > 0; left--)
            {
                if (await channel.BasicGetAsync(queue, autoAck: false, cancellationToken) is not { } message)
                    break;
                var letter = new DeadLetter(queue, message);
                if (letter.Matches(match))
                    await take(channel, letter);
            }
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    static IEnumerable<string> Names(string? only) =>
        only is not null && (only.EndsWith("_error", StringComparison.Ordinal) || only.EndsWith("_skipped", StringComparison.Ordinal)) ? [only]
        : (only is null ? Sources : [only]).SelectMany(source => new[] { source + "_error", source + "_skipped" });

    static async Task<uint> CountAsync(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, cancellationToken)).MessageCount;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }
}
