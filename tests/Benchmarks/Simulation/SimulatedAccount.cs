using System.Diagnostics;
using Collector.Contracts;

namespace Collector.Benchmarks.Simulation;

/// <summary>What one account may ask of a simulated Telegram, by the rules; for any number of callers at once.</summary>
sealed class SimulatedAccount(SimulationOptions options) : IDisposable
{
    // Who it is, what it is, and its newest message.
    const int CallsOfALook = 3;

    readonly SemaphoreSlim[] slots = [.. Enumerable.Range(0, SimulatedImage.DataCenters).Select(_ => new SemaphoreSlim(options.CallsInFlight))];
    readonly SlidingWindow? budget = options.Budget is { } calls ? new(calls, options.Window) : null;
    long looks, pages, images, refused, busy;

    public Calls Calls => new(Interlocked.Read(ref looks), Interlocked.Read(ref pages), Interlocked.Read(ref images), Interlocked.Read(ref refused));

    /// <summary>How long all calls together were under way.</summary>
    public TimeSpan Busy => TimeSpan.FromTicks(Interlocked.Read(ref busy));

    /// <exception cref="RefusedException">The budget is spent; of the other calls, too.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        for (var call = 0; call < CallsOfALook; call++)
            await CallAsync(SimulatedImage.Home, cancellationToken);
        Interlocked.Add(ref looks, CallsOfALook);
    }

    /// <returns>The newest page of the ids up to this one, ascending; short only when it is the last.</returns>
    public async Task<IReadOnlyList<CollectedMessage>> HistoryAsync(SimulatedChannel channel, int upTo, CancellationToken cancellationToken)
    {
        await CallAsync(SimulatedImage.Home, cancellationToken);
        Interlocked.Increment(ref pages);
        return channel.Newest(upTo, options.Raw);
    }

    public async Task<byte[]> ImageAsync(long number, CancellationToken cancellationToken)
    {
        await CallAsync(SimulatedImage.DataCenter(number), cancellationToken);
        Interlocked.Increment(ref images);
        return SimulatedImage.Create(number);
    }

    public void Dispose() => Array.ForEach(slots, each => each.Dispose());

    async Task CallAsync(int dataCenter, CancellationToken cancellationToken)
    {
        await slots[dataCenter].WaitAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        try
        {
            await Task.Delay(options.Latency, cancellationToken);
            if (budget?.Refuses() is { } wait)
            {
                Interlocked.Increment(ref refused);
                throw new RefusedException(wait);
            }
        }
        finally
        {
            Interlocked.Add(ref busy, Stopwatch.GetElapsedTime(began).Ticks);
            slots[dataCenter].Release();
        }
    }
}
