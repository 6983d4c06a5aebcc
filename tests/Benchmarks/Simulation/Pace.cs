using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace Collector.Benchmarks.Simulation;

/// <summary>Lets pages through one by one, so many per second and no bursts.</summary>
sealed class Pace(IOptions<SimulationOptions> options)
{
    readonly Lock turn = new();
    long next;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (options.Value.PagesPerSecond is not { } pages)
            return Task.CompletedTask;
        TimeSpan wait;
        lock (turn)
        {
            var now = Stopwatch.GetTimestamp();
            next = Math.Max(now, next + (long)(Stopwatch.Frequency / pages));
            wait = Stopwatch.GetElapsedTime(now, next);
        }

        return Task.Delay(wait, cancellationToken);
    }
}
