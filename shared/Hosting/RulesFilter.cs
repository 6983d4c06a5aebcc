using Collector.Contracts;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Hosting;

/// <summary>Lets no consumer see what breaks the rules of its contract: that goes to the dead letters, and changes nothing.</summary>
sealed class RulesFilter<T>(ILogger<RulesFilter<T>> logger) : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        if (MessageRules.Broken(context.Message) is { } problem)
            throw new PermanentException(problem);
        if (context.Message is not Fault fault)
        {
            await next.Send(context);
            return;
        }

        if (fault is not Fault<object> { Message: { } failed } || fault.Exceptions is not [{ Message: not null }, ..])
            throw new PermanentException($"A fault that does not say what failed ({TypeCache<T>.ShortName}).");
        if (MessageRules.Broken(failed) is null)
        {
            await next.Send(context);
            return;
        }

        // It names nothing that could be parked or marked; its dead letter is all that is left of it.
        logger.LogError("{Problem}", fault.Exceptions[0].Message);
        await context.NotifyConsumed(context, TimeSpan.Zero, nameof(MessageRules));
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("rules");
}
