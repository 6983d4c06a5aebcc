using Microsoft.Extensions.Hosting;

namespace Collector.Hosting;

/// <summary>Begins the counters, as soon as somebody listens.</summary>
sealed class CountersStart(IEnumerable<CountersFromZero> all) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var counters in all)
            counters.Begin();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
