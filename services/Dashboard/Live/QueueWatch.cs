using Collector.Contracts;
using Collector.Dashboard.Reading;
using Collector.Hosting;
using Collector.Queueing;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Collector.Dashboard.Live;

/// <summary>Looks at RabbitMQ's queues now and then for all open pages at once, and holds the connection that dead letters are read by.</summary>
sealed class QueueWatch(
    Pulse pulse, NpgsqlDataSource database, IOptions<MessagingOptions> messaging, IOptions<RabbitMqTransportOptions> broker, IOptions<ClusterOptions> cluster, TimeProvider clock, ILogger<QueueWatch> logger) : BackgroundService
{
    static readonly TimeSpan Watched = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Alone = TimeSpan.FromSeconds(30);

    readonly SemaphoreSlim turn = new(1);
    readonly QueueLooks looks = new(clock);
    readonly KeptConnection connection = new(broker.Value, cluster.Value, "collector dashboard");

    /// <summary>False when messages stay in the memory of one process.</summary>
    public bool HasBroker => !messaging.Value.InMemory;

    /// <summary>Those that exist, without those of dead letters; null until the first look.</summary>
    public IReadOnlyList<QueueDepth>? Queues { get; private set; }

    /// <summary>The queues of dead letters that are not empty.</summary>
    public IReadOnlyList<QueueDepth> DeadLetters { get; private set; } = [];

    /// <summary>Why nothing is new; null while all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>One at a time: what is looked at by one is not there for the others.</summary>
    /// <exception cref="PermanentException">RabbitMQ cannot be reached, or refuses; the message says what to check.</exception>
    public async Task<T> UseAsync<T>(Func<IConnection, IReadOnlyList<string>, Task<T>> use, CancellationToken cancellationToken)
    {
        var names = await QueueNames.AllAsync(database, cancellationToken);
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await use(await connection.OpenAsync(cancellationToken), names);
        }
        catch (RabbitMQClientException refused)
        {
            throw new PermanentException($"RabbitMQ answers: {refused.Message}", refused);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Somebody waits for what has just been done.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            (Queues, DeadLetters) = await UseAsync(ReadAsync, cancellationToken);
            Problem = null;
        }
        catch (PermanentException away)
        {
            logger.LogDebug(away, "No queues to show");
            Problem = away.Message;
        }
        catch (NpgsqlException away)
        {
            // The page says so already.
            logger.LogDebug(away, "No queues to show");
        }

        async Task<(IReadOnlyList<QueueDepth>, IReadOnlyList<QueueDepth>)> ReadAsync(IConnection open, IReadOnlyList<string> names)
        {
            var dead = await looks.ReadAsync(open, new DeadLetterQueues(open, names).Names, cancellationToken);
            return (await looks.ReadAsync(open, names, cancellationToken), [.. dead.Where(queue => queue.Messages > 0)]);
        }
    }

    public override void Dispose()
    {
        connection.Dispose();
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (HasBroker && !stoppingToken.IsCancellationRequested)
        {
            await TryLookAsync(stoppingToken);
            await Task.Delay(pulse.IsWatched ? Watched : Alone, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(failed, "Looking at the queues failed");
            Problem = $"Looking at the queues failed: {failed.Message}";
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }
}
