using Collector.Contracts;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Collector;

/// <summary>Tells the scheduler, every few seconds, who is there to work and on how many ranges at once.</summary>
sealed class Announcements(IBus bus, TimeProvider time, ILogger<Announcements> logger)
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly string instance = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():n}";

    /// <param name="part">What of this process announces itself.</param>
    /// <param name="limit">Asked each time; 0 is told as it is.</param>
    /// <returns>Says goodbye when it is disposed.</returns>
    public IAsyncDisposable Begin(string part, Func<int> limit, IReadOnlyList<string> sources, int? accountId = null)
    {
        var ending = new CancellationTokenSource();
        return new Announcing(AnnounceAsync(), ending, () => PublishAsync(0, CancellationToken.None));

        async Task AnnounceAsync()
        {
            using var timer = new PeriodicTimer(Interval, time);
            try
            {
                do
                    await PublishAsync(limit(), ending.Token);
                while (await timer.WaitForNextTickAsync(ending.Token));
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                // Goodbye is said by whoever ends it.
            }
        }

        async Task PublishAsync(int value, CancellationToken cancellationToken)
        {
            // A publish waits for a broker that is away; the next one says the same.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            try
            {
                await bus.Publish(new CollectorAnnounced($"{instance}/{part}", value, sources, accountId), patience.Token);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogDebug(failure, "Nobody hears that {Part} works on {Limit} ranges at once", part, value);
            }
        }
    }

    sealed class Announcing(Task announcing, CancellationTokenSource ending, Func<Task> goodbye) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await ending.CancelAsync();
            await announcing;
            await goodbye();
            ending.Dispose();
        }
    }
}
