using Collector.Contracts;
using Collector.Hosting;
using Collector.Sources;
using MassTransit;

namespace Collector.Collector;

/// <summary>What a collector answers to a command.</summary>
static class Answers
{
    /// <summary>The page for Writer, then its images for Media; those that find no room the scheduler requests later.</summary>
    public static async Task PublishPage(this ConsumeContext<CollectChannel> context, HistoryPage page, ImageBacklog backlog)
    {
        var command = context.Message;
        await context.Answer(new MessagesCollected(
            command.Channel, command.Sweep, page.After, page.UpTo, page.AbsenceProvenAfter, page.ObservedAt, page.Messages));
        foreach (var image in page.Images.TakeWhile(_ => backlog.HasRoom))
            await context.Request(new(image.ImageId, command.Channel, image.MessageId, image.Location, image.Bytes));
    }

    public static Task Release(this ConsumeContext<CollectChannel> context, ReleaseReason reason, string? detail = null, DateTimeOffset? notBefore = null) =>
        context.Answer(new RangeReleased(context.Message.RangeId, context.Message.Round, reason, notBefore, detail));

    // Only the account that read the message can fetch its image; when nobody downloads for it yet, the scheduler asks again.
    static async Task Request(this ConsumeContext<CollectChannel> context, ImageRequested image)
    {
        if (image.Channel.AccountId is { } account)
            await (await context.GetSendEndpoint(Queues.ImageRequestedOf(account))).Send(image, context.CancellationToken);
        else
            await context.Answer(image);
    }

    // When the broker is gone, a publish waits for the endpoint's next connection, and the endpoint waits for its consumers to end.
    public static Task Answer<T>(this ConsumeContext<CollectChannel> context, T message)
        where T : class => context.Publish(message, context.CancellationToken);
}
