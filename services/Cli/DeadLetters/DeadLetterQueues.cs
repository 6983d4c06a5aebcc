using Collector.Collector;
using Collector.Contracts;
using Collector.Hosting;
using Collector.Media;
using Collector.Scheduler;
using Collector.Writer;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Collector.Cli.DeadLetters;

/// <summary>The queues of dead letters, over AMQP: no plugin, and no right but to use the queues.</summary>
sealed class DeadLetterQueues(IReadOnlyList<string> sources, IConnection connection) : IAsyncDisposable
{
    /// <exception cref="PermanentException">The broker cannot be reached.</exception>
    public static async Task<DeadLetterQueues> OpenAsync(HostApplicationBuilder builder, CancellationToken cancellationToken)
    {
        var broker = builder.Configuration.GetSection("RabbitMq").Get<RabbitMqTransportOptions>() ?? new();
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
            return new(Sources(builder), await factory.CreateConnectionAsync(cancellationToken));
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

    /// <summary>Every queue of every service.</summary>
    internal static IReadOnlyList<string> Sources(HostApplicationBuilder builder)
    {
        builder.AddMedia().AddWriter().AddCollector().AddScheduler();
        using var host = builder.Build();
        return [.. QueueNames.Of(host.Services)];
    }

    IEnumerable<string> Names(string? only) =>
        only is not null && (only.EndsWith("_error", StringComparison.Ordinal) || only.EndsWith("_skipped", StringComparison.Ordinal)) ? [only]
        : (only is null ? sources : [only]).SelectMany(source => new[] { source + "_error", source + "_skipped" });

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
