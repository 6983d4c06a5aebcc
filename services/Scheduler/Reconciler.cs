using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>One tick: compares what should be with what is, and sends the difference. Keeps nothing in memory.</summary>
sealed class Reconciler(
    NpgsqlDataSource database,
    Collectors collectors,
    Settlement settlement,
    Looks looks,
    Claims claims,
    Outstanding outstanding,
    Dispatch dispatch,
    LackingImages images,
    IOptions<SchedulerOptions> options,
    ILogger<Reconciler> logger)
{
    /// <returns>True while something is in flight, so that the next tick should come soon.</returns>
    public async Task<bool> TickAsync(CancellationToken cancellationToken)
    {
        await using var turn = await Turn.TryTakeAsync(database, cancellationToken);
        if (turn is null)
            return false;

        foreach (var range in await settlement.SettleAsync(cancellationToken))
            logger.LogError("Error processing channel {Channel}: {Error}", range.Channel, range.ToString());

        var concurrency = await collectors.ConcurrencyAsync(cancellationToken);
        if (concurrency == 0)
            return false;

        var inFlight = await outstanding.CountAsync(cancellationToken);
        var due = await looks.OpenAsync(cancellationToken);
        if (due.Count > 0)
        {
            logger.LogInformation("Found {Count} channels to process", due.Count);
            logger.LogInformation("Processing {Count} channels concurrently", Math.Min(due.Count, concurrency));
        }

        foreach (var channel in due)
            logger.LogInformation("Processing channel: {Channel} (ID: {Id})", channel.Name, channel.TelegramId ?? channel.Id);

        await claims.ClaimAsync((concurrency * options.Value.OutstandingPerSlot) - inFlight, concurrency, cancellationToken);
        var sent = await dispatch.SendAsync(cancellationToken);
        if (await images.RequestAsync(cancellationToken) is > 0 and var again)
            logger.LogInformation("Requested {Count} images again", again);
        return sent + inFlight > 0;
    }
}
