using Collector.Contracts;
using MassTransit;
using MassTransit.Middleware;

namespace Collector.Media;

/// <summary>Requests of one image take turns, from all queues of this process: the second finds it stored.</summary>
sealed class ImageTurns : IAsyncDisposable
{
    // So many that images which have nothing to do with each other hardly ever wait for each other.
    const int Partitions = 1024;

    readonly Partitioner partitioner = new(Partitions, new Murmur3UnsafeHashGenerator());

    public ValueTask DisposeAsync() => partitioner.DisposeAsync();

    public void Use(IConsumerConfigurator<ImageRequestedConsumer> consumer) =>
        consumer.Message<ImageRequested>(message => message.UsePartitioner(partitioner, context => context.Message.ImageId));
}
