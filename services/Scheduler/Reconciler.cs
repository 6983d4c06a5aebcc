using Collector.Queries;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>One tick: compares what should be with what is, and sends the difference. Keeps nothing in memory.</summary>
sealed class Reconciler(
    NpgsqlDataSource database,
    Collectors collectors,
    Listening listening,
    Settlement settlement,
    Moves moves,
    Looks looks,
    Claims claims,
    Dispatch dispatch,
    LackingImages images,
    Waits waits,
    ILogger<Reconciler> logger)
{
    /// <returns>True while something is in flight, so that the next tick should come soon.</returns>
    public async Task<bool> TickAsync(CancellationToken cancellationToken)
    {
        await using var turn = await Turn.TryTakeAsync(database, cancellationToken);
        if (turn is null)
            return false;

        listening.Tick();
        foreach (var range in await settlement.SettleAsync(cancellationToken))
            logger.LogError("Error processing channel {Channel}: {Error}", range.Channel, range.ToString());
        foreach (var (account, count) in await moves.MoveAsync(cancellationToken))
            logger.LogInformation("Account {Account} is gone, or cannot read what it was given: {Count} commands go to others", account, count);

        var pools = await collectors.PoolsAsync(cancellationToken);
        if (pools.Alive.Count == 0)
        {
            await waits.SayAsync(pools, cancellationToken);
            return false;
        }

        var inFlight = pools.Outstanding;
        var due = await looks.OpenAsync(cancellationToken);
        if (due.Count > 0)
        {
            logger.LogInformation("Found {Count} channels to process", due.Count);
            logger.LogInformation("Processing {Count} channels concurrently", Math.Min(due.Count, pools.Concurrency));
        }

        foreach (var channel in due)
            logger.LogInformation("Processing channel: {Channel} (ID: {Id})", channel.Name, channel.TelegramId ?? channel.Id);
        foreach (var channel in await looks.AssignAsync(pools, cancellationToken))
            logger.LogError("Error processing channel {Channel}: {Error}", channel.Name, ChannelProgress.Beside(channel.Name, channel.LastError ?? channel.State));
        await looks.OpenForUntriedAsync(pools, cancellationToken);

        await claims.ClaimAsync(pools, cancellationToken);
        var sent = await dispatch.SendAsync(pools, cancellationToken);
        if (await images.RequestAsync(pools, cancellationToken) is > 0 and var again)
            logger.LogInformation("Requested {Count} images again", again);
        await waits.SayAsync(pools, cancellationToken);
        return sent + inFlight > 0;
    }
}
