using System.Runtime.CompilerServices;
using RabbitMQ.Client;

namespace Collector.Queueing;

/// <summary>The queues of dead letters, over AMQP: no plugin, and no right but to use the queues.</summary>
/// <param name="sources">The queues whose dead letters these are.</param>
public sealed class DeadLetterQueues(IConnection connection, IReadOnlyCollection<string> sources)
{
    // Some seconds, on a busy machine: somebody else may have taken one.
    const int MostLooks = 50;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public IEnumerable<string> Names => sources.SelectMany(Of);

    /// <summary>Every dead letter, one by one; each is looked at before the next is asked for.</summary>
    /// <param name="only">Those of this queue; null for all.</param>
    /// <param name="match">Those whose id, headers or body contain this; null for all.</param>
    /// <exception cref="RabbitMQ.Client.Exceptions.RabbitMQClientException">The broker refused, or went away.</exception>
    public async IAsyncEnumerable<DeadLetter> ReadAsync(string? only, string? match, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (queue, messages, _) in await QueueDepth.ReadAsync(connection, string.IsNullOrEmpty(only) ? Names : IsOne(only) ? [only] : Of(only), cancellationToken))
        {
            var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
            var kept = messages;
            try
            {
                // Unacknowledged ones return when the channel closes: counted first, none is met twice.
                for (var left = messages; left > 0; left--)
                {
                    if (await channel.BasicGetAsync(queue, autoAck: false, cancellationToken) is not { } message)
                        break;
                    var letter = new DeadLetter(queue, message, channel, () => kept--);
                    if (letter.Matches(match))
                        yield return letter;
                }
            }
            finally
            {
                await channel.DisposeAsync();
                await ReturnedAsync(queue, kept, cancellationToken);
            }
        }
    }

    // A quorum queue has them back a moment after the channel is closed: who looked meanwhile would find none.
    async Task ReturnedAsync(string queue, uint kept, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MostLooks && await QueueDepth.ReadAsync(connection, [queue], cancellationToken) is [var depth] && depth.Messages < kept; look++)
            await Task.Delay(Pause, cancellationToken);
    }

    static bool IsOne(string queue) => queue.EndsWith("_error", StringComparison.Ordinal) || queue.EndsWith("_skipped", StringComparison.Ordinal);

    static IEnumerable<string> Of(string source) => [source + "_error", source + "_skipped"];
}
