using Collector.Contracts;
using Collector.Sources;
using MassTransit;

namespace Collector.Collector;

/// <summary>What a collector answers to a command.</summary>
static class Answers
{
    /// <summary>The page for Writer, then its images for Media.</summary>
    public static async Task PublishPage(this ConsumeContext<CollectChannel> context, HistoryPage page)
    {
        var command = context.Message;
        await context.Publish(new MessagesCollected(
            command.Channel, command.Sweep, page.After, page.UpTo, page.AbsenceProvenAfter, page.ObservedAt, page.Messages));
        foreach (var image in page.Images)
            await context.Publish(new ImageRequested(image.ImageId, command.Channel, image.MessageId, image.Location, image.Bytes));
    }

    public static Task Release(this ConsumeContext<CollectChannel> context, ReleaseReason reason, string? detail = null) =>
        context.Publish(new RangeReleased(context.Message.RangeId, context.Message.Round, reason, Detail: detail));
}
