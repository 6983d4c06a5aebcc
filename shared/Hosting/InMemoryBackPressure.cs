using Collector.Contracts;
using MassTransit;

namespace Collector.Hosting;

/// <summary>
/// The in-memory transport takes everything that is published, and a reader is faster than a database. This lets only so many pages be
/// published and not yet consumed; RabbitMQ needs none of it, its queues lie on disk.
/// </summary>
sealed class InMemoryBackPressure : IPublishObserver, IConsumeObserver, IDisposable
{
    // A page has at most some two megabytes.
    readonly SemaphoreSlim places = new(4);

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => context.Message is MessagesCollected ? places.WaitAsync(context.CancellationToken) : Task.CompletedTask;

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => FreeAsync<T>();

    public Task PostConsume<T>(ConsumeContext<T> context)
        where T : class => FreeAsync<T>();

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
        where T : class => FreeAsync<T>();

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PreConsume<T>(ConsumeContext<T> context)
        where T : class => Task.CompletedTask;

    public void Dispose() => places.Dispose();

    Task FreeAsync<T>()
    {
        if (typeof(T) == typeof(MessagesCollected))
            places.Release();
        return Task.CompletedTask;
    }
}
