using Collector.Contracts;
using Collector.Hosting;
using Collector.Sources;
using MassTransit;
using MassTransit.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collector.Collector;

sealed class CollectChannelConsumer(ChannelSources sources, ImageBacklog backlog, TimeProvider time, IHostApplicationLifetime host, ILogger<CollectChannelConsumer> logger)
    : IConsumer<CollectChannel>
{
    // The scheduler takes a command for lost after 25 minutes, and RabbitMQ an unacknowledged message after 30.
    static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(10);

    public async Task Consume(ConsumeContext<CollectChannel> context)
    {
        var command = context.Message;
        var now = time.GetUtcNow();
        try
        {
            if (now > command.NotAfter)
            {
                await context.Release(ReleaseReason.Late);
                logger.LogWarning(
                    "{Channel} is handed back: it was to begin until {NotAfter:u}, and by this machine's clock it is {Now:u}. Unless it waited for so long, set the clocks of both machines",
                    command.Channel.Name, command.NotAfter, now);
            }
            else if (command.UpTo is { } upTo)
                await CollectAsync(context, upTo);
            else
                await LookAsync(context);
        }
        catch (SourceWaitException wait)
        {
            await context.Release(ReleaseReason.Waiting, wait.Message, wait.Until);
            logger.LogInformation("{Channel} waits until {Until:u}: {Reason}", command.Channel.Name, wait.Until, wait.Message);
        }
        catch (AccountLostException lost)
        {
            await context.Release(ReleaseReason.AccountLost, lost.Message);
            logger.LogWarning("{Channel} is handed back: {Reason}", command.Channel.Name, lost.Message);
        }
        catch (SourceException problem) when (command.UpTo is null)
        {
            // The next look that is due tries again: each would leave one more dead letter, that nobody could do anything with.
            await context.Answer<Fault<CollectChannel>>(new FaultEvent<CollectChannel>(command, context.MessageId, context.Host, problem, [.. context.SupportedMessageTypes]));
        }
    }

    async Task LookAsync(ConsumeContext<CollectChannel> context)
    {
        var command = context.Message;
        var look = await sources.For(command.Channel).LookAsync(command.Channel, context.CancellationToken);
        await context.Answer(new ChannelSeen(
            command.RangeId, command.Channel.Id, look.State, look.Title, look.Handle, look.Kind, look.TelegramId,
            look.First, look.Top, look.Fingerprint, look.Problem, time.GetUtcNow(), command.Channel.AccountId, look.Reported, look.OtherPart, look.Partial));
        logger.LogInformation("Looked at {Channel}: ids {First} to {Top}", command.Channel.Name, look.First, look.Top);
    }

    async Task CollectAsync(ConsumeContext<CollectChannel> context, int upTo)
    {
        var command = context.Message;
        var source = sources.For(command.Channel);
        var began = time.GetTimestamp();
        var messages = 0;
        for (var rest = upTo; rest > command.After;)
        {
            if (host.ApplicationStopping.IsCancellationRequested)
            {
                await context.Release(ReleaseReason.ShuttingDown);
                return;
            }

            if (time.GetElapsedTime(began) > LongestWork)
            {
                await context.Release(ReleaseReason.Waiting, "the range takes too long, and its rest is cut anew");
                logger.LogInformation("{Channel} ({After}, {Rest}] is left to be cut anew: the account is slower than it was thought to be", command.Channel.Name, command.After, rest);
                return;
            }

            HistoryPage page;
            try
            {
                page = (await source.ReadPageAsync(command.Channel, command.Fingerprint, command.After, rest, context.CancellationToken)).Through(command.Filter, command.After);
            }
            catch (SourceChangedException changed)
            {
                await context.Release(ReleaseReason.SourceChanged, changed.Message);
                return;
            }

            await context.PublishPage(page, backlog);
            CollectorMetrics.Read(command.Channel.Source, page.Messages.Count);
            messages += page.Messages.Count;
            rest = page.After;
        }

        await context.Release(ReleaseReason.Finished);
        logger.LogInformation("Collected {Channel} ({After}, {UpTo}]: {Messages} messages", command.Channel.Name, command.After, upTo, messages);
    }
}
