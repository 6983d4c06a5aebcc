using MassTransit;

namespace Collector.Hosting;

/// <summary>Forwards what came back from dead processes to the queue where it is consumed alone.</summary>
sealed class SuspectsFilter<T> : IFilter<ConsumeContext<T>>
    where T : class
{
    // One crash may be anybody's.
    const long Returns = 2;

    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        if (context.ReceiveContext.TransportHeaders.Get<long>("x-delivery-count") is not >= Returns)
        {
            await next.Send(context);
            return;
        }

        await context.Forward(Suspects.Of(context.ReceiveContext.InputAddress), Pipe.Execute<SendContext<T>>(send => ((RabbitMqSendContext)send).Mandatory = true));
        // Without it the message counts as skipped, and a copy goes to the dead letters.
        await context.NotifyConsumed(context, TimeSpan.Zero, nameof(Suspects));
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("suspects");
}
