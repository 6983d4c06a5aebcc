using Collector.Contracts;
using Collector.Database;
using Collector.Hosting;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Scheduler;

sealed class ChannelSeenConsumer(Sightings sightings, DatabaseOutages outages, Wake wake, ILogger<ChannelSeenConsumer> logger) : IConsumer<ChannelSeen>
{
    public async Task Consume(ConsumeContext<ChannelSeen> context)
    {
        var seen = context.Message;
        await outages.WaitOutAsync(cancellation => sightings.SeenAsync(seen, cancellation), context.CancellationToken);
        if (seen is { AccountId: { } account, State: not "active" })
            logger.LogInformation("Account {Account} cannot read a channel ({State}): {Problem}", account, seen.State, seen.Problem);
        else if (seen.Problem is null)
            logger.LogInformation("Seen {Channel}: {State}, ids {First} to {Top}", seen.Title, seen.State, seen.First, seen.Top);
        else
            logger.LogError("Error processing channel {Channel}: {Error}", seen.Handle ?? seen.Title, seen.Problem);
        wake.Up();
    }
}
