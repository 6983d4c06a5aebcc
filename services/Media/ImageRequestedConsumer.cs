using Collector.Contracts;
using Collector.Sources;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Media;

sealed class ImageRequestedConsumer(Images images, WantedImages wanted, ImageStore store, DiskReserve reserve, ImageIntake intake, ChannelSources sources, ILogger<ImageRequestedConsumer> logger)
    : IConsumer<ImageRequested>
{
    public async Task Consume(ConsumeContext<ImageRequested> context)
    {
        var image = context.Message;
        if (await images.WantAsync(image, context.CancellationToken) is not { } known)
        {
            logger.LogInformation("Image {ImageId} of {Channel}, message {MessageId}: dropped, the channel was deleted", image.ImageId, image.Channel.Name, image.MessageId);
            return;
        }

        if (known.Path is not null)
        {
            if (store.Has(known.Path, known.Bytes))
            {
                logger.LogInformation("Image {ImageId} of {Channel}, message {MessageId}, is stored already", image.ImageId, image.Channel.Name, image.MessageId);
                return;
            }

            logger.LogWarning("{Path} is gone from the image store; fetching image {ImageId} again", known.Path, image.ImageId);
            await images.LostAsync(image.ImageId, context.CancellationToken);
        }

        if (!reserve.HasRoomFor(image.Bytes))
        {
            await images.WaitAsync(image.ImageId, context.CancellationToken);
            logger.LogDebug("Image {ImageId} of {Channel}, message {MessageId}, waits for room", image.ImageId, image.Channel.Name, image.MessageId);
            return;
        }

        try
        {
            await using var source = await sources.For(image.Channel).OpenImageAsync(image, context.CancellationToken);
            var stored = await intake.TakeAsync(image, source, context.CancellationToken);
            if (!await images.StoredAsync(image.ImageId, stored, context.CancellationToken))
            {
                await ForgetAsync(stored, context.CancellationToken);
                return;
            }

            MediaMetrics.Stored(stored.Bytes);
            logger.LogInformation("Stored image {Path} of {Channel}, message {MessageId}", stored.Path, image.Channel.Name, image.MessageId);
        }
        catch (Exception later) when (later is SourceWaitException or AccountLostException)
        {
            // It stays wanted, and the scheduler requests it again, from an account that can.
            logger.LogInformation("Image {ImageId} of {Channel}, message {MessageId}, waits: {Reason}", image.ImageId, image.Channel.Name, image.MessageId, later.Message);
        }
        catch (PermanentException failure)
        {
            var problem = ImageProblem.Of(image, failure);
            await images.FailedAsync(image.ImageId, problem, context.CancellationToken);
            MediaMetrics.Failed();
            logger.LogWarning("{Problem}", problem);
        }
    }

    // Its channel was deleted while it was fetched.
    async Task ForgetAsync(StoredImage file, CancellationToken cancellationToken)
    {
        if (await images.HasAsync(file.Sha256, cancellationToken))
            return;

        store.Delete(file.Path);
        // Another one with this content may have come between.
        await wanted.RepairAsync(file.Path, cancellationToken);
    }
}
