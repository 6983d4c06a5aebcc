using System.Diagnostics;

namespace Collector.Benchmarks.Simulation;

/// <summary>Admits so many calls within any window; what is refused does not count.</summary>
sealed class SlidingWindow(int calls, TimeSpan window)
{
    readonly Queue<long> admitted = [];

    /// <returns>Null when the call is admitted, else how long to wait, in whole seconds.</returns>
    public TimeSpan? Refuses()
    {
        lock (admitted)
        {
            while (admitted.TryPeek(out var oldest) && Stopwatch.GetElapsedTime(oldest) > window)
                admitted.Dequeue();
            if (admitted.Count >= calls)
                return TimeSpan.FromSeconds(Math.Ceiling((window - Stopwatch.GetElapsedTime(admitted.Peek())).TotalSeconds));
            admitted.Enqueue(Stopwatch.GetTimestamp());
            return null;
        }
    }
}
