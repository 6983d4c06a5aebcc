using Collector.Contracts;
using MassTransit;

namespace Collector.Hosting;

/// <summary>
/// How many requests for images wait in this process. The in-memory transport takes everything, two kilobytes each, and reading is faster than
/// downloading; on RabbitMQ, whose queues lie on disk, there is always room.
/// </summary>
public sealed class ImageBacklog(TimeProvider time) : IPublishObserver, ISendObserver, IConsumeObserver
{
    const int Most = 10_000;
    static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(5);

    int waiting;
    long consumedAt = time.GetTimestamp();

    /// <summary>False while so many wait that what is not requested now is better left to the scheduler, which finds what is lacking. Requests that went with the queue of an account do not count for ever.</summary>
    public bool HasRoom => Volatile.Read(ref waiting) < Most || time.GetElapsedTime(Volatile.Read(ref consumedAt)) > Forgotten;

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Come<T>();

    public Task PostSend<T>(SendContext<T> context)
        where T : class => Come<T>();

    public Task PostConsume<T>(ConsumeContext<T> context)
        where T : class => Leave<T>();

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
        where T : class => Leave<T>();

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    public Task PreSend<T>(SendContext<T> context)
        where T : class => Task.CompletedTask;

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    public Task PreConsume<T>(ConsumeContext<T> context)
        where T : class => Task.CompletedTask;

    Task Come<T>()
    {
        if (typeof(T) == typeof(ImageRequested))
            Interlocked.Increment(ref waiting);
        return Task.CompletedTask;
    }

    Task Leave<T>()
    {
        if (typeof(T) == typeof(ImageRequested))
        {
            Volatile.Write(ref consumedAt, time.GetTimestamp());
            // What was consumed before it was counted is counted later.
            Interlocked.Decrement(ref waiting);
        }

        return Task.CompletedTask;
    }
}
