using System.Diagnostics;
using Collector.Contracts;
using Collector.Database;
using MassTransit;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Writer;

sealed class MessagesCollectedConsumer(Pages pages, DatabaseOutages outages, ILogger<MessagesCollectedConsumer> logger) : IConsumer<MessagesCollected>
{
    public async Task Consume(ConsumeContext<MessagesCollected> context)
    {
        var page = context.Message;
        if (PageRules.Broken(page) is { } problem)
            throw new PermanentException(problem);

        try
        {
            var began = Stopwatch.GetTimestamp();
            if (await outages.WaitOutAsync(cancellation => pages.WriteAsync(page, cancellation), context.CancellationToken) is not { } written)
            {
                SayDropped(page);
                return;
            }

            WriterMetrics.Written(written, Stopwatch.GetElapsedTime(began));
            logger.LogInformation(
                "{Channel} ({After}, {UpTo}]: {Messages} messages, {Inserted} new, {Updated} changed, {Deleted} deleted",
                page.Channel.Name, page.After, page.UpTo, page.Messages.Count, written.Inserted, written.Updated, written.Deleted);
            if (written.Doubtful > 0)
                logger.LogWarning(
                    "{Channel}: {Doubtful} messages are gone from the source, too many to believe; nothing was marked. If that is right: collector collect {Channel} --accept-deletions",
                    page.Channel.Name, written.Doubtful, page.Channel.Name);
        }
        catch (PostgresException gone) when (gone.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            SayDropped(page);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.CheckViolation || refused.SqlState.StartsWith("22", StringComparison.Ordinal))
        {
            throw new PermanentException($"{page.Channel.Name}: PostgreSQL refuses the page ({page.After}, {page.UpTo}]: {refused.MessageText}", refused);
        }
    }

    void SayDropped(MessagesCollected page) =>
        logger.LogInformation("{Channel} ({After}, {UpTo}]: dropped, the channel was removed", page.Channel.Name, page.After, page.UpTo);
}
