using Collector.Contracts;
using MassTransit;

namespace Collector.Hosting;

/// <summary>
/// The way of a page on the in-memory transport: it is handed over as it is, and only so many are published and not yet consumed. The transport
/// takes everything, and a reader is faster than a database; RabbitMQ needs none of it, its queues lie on disk.
/// </summary>
sealed class InMemoryHandover : IPublishObserver, IConsumeObserver, IDisposable
{
    // A page has at most some two megabytes.
    readonly SemaphoreSlim places = new(4);

    public async Task PrePublish<T>(PublishContext<T> context)
        where T : class
    {
        if (context.Message is MessagesCollected page)
        {
            await places.WaitAsync(context.CancellationToken);
            PagesInProcess.Keep(page.Messages);
        }
        else if (context.Message is Fault<MessagesCollected> { Message: { } failed })
            PagesInProcess.Release(failed.Messages);
    }

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => LeaveAsync(context.Message);

    public Task PostConsume<T>(ConsumeContext<T> context)
        where T : class => LeaveAsync(context.Message);

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
        where T : class => LeaveAsync(context.Message);

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PreConsume<T>(ConsumeContext<T> context)
        where T : class => Task.CompletedTask;

    public void Dispose() => places.Dispose();

    Task LeaveAsync(object message)
    {
        if (message is MessagesCollected page)
        {
            PagesInProcess.Release(page.Messages);
            places.Release();
        }

        return Task.CompletedTask;
    }
}
