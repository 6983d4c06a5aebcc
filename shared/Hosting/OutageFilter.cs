using Collector.Database;
using MassTransit;

namespace Collector.Hosting;

/// <summary>
/// A message that waited for PostgreSQL too long has not failed: it goes to the end of its queue, before RabbitMQ takes it for lost, or in memory,
/// where nobody does, waits on.
/// </summary>
sealed class OutageFilter<T> : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        while (true)
        {
            try
            {
                await next.Send(context);
                return;
            }
            catch (DatabaseAwayException)
            {
                if (context.ReceiveContext.InputAddress.Scheme == "loopback")
                    continue;

                await context.Forward(new Uri($"exchange:{context.ReceiveContext.InputAddress.Segments[^1]}"), Pipe.Execute<SendContext<T>>(send => ((RabbitMqSendContext)send).Mandatory = true));
                await context.NotifyConsumed(context, TimeSpan.Zero, nameof(OutageFilter<T>));
                return;
            }
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("outage");
}
