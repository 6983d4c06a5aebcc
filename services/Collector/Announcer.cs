using Collector.Contracts;
using Collector.Sources;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collector.Collector;

/// <summary>Announces what this process reads without an account.</summary>
sealed class Announcer(Announcements announcements, ChannelSources sources, ConcurrencyLimit limit, ILogger<Announcer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        logger.LogInformation("Concurrency limit {Limit} ({Reason})", limit.Value, limit.Reason);
        await using var announcing = announcements.Begin("exports", () => limit.Value, [.. sources.Names.Where(name => name != SourceNames.Telegram)]);
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
