using Collector.Contracts;
using Collector.Sources;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collector.Collector;

/// <summary>Tells the scheduler that this collector is there, and says goodbye.</summary>
sealed class Announcer(IBus bus, ChannelSources sources, ConcurrencyLimit limit, TimeProvider time, ILogger<Announcer> logger) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    readonly string instance = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():n}";

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await AnnounceAsync(0, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        logger.LogInformation("Concurrency limit {Limit} ({Reason})", limit.Value, limit.Reason);
        using var timer = new PeriodicTimer(Interval, time);
        do
            await AnnounceAsync(limit.Value, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    Task AnnounceAsync(int value, CancellationToken cancellationToken) =>
        bus.Publish(new CollectorAnnounced(instance, value, sources.Names), cancellationToken);
}
