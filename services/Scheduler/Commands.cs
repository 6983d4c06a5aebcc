using MassTransit;

namespace Collector.Scheduler;

/// <summary>Sends to queues that somebody else makes.</summary>
sealed class Commands(IBus bus)
{
    /// <returns>False when the queue does not exist yet: the command would be gone without an error.</returns>
    public async Task<bool> TrySendAsync<T>(Uri address, T message, CancellationToken cancellationToken)
        where T : class
    {
        var endpoint = await bus.GetSendEndpoint(address);
        try
        {
            await endpoint.Send(message, Mandatory, cancellationToken);
            return true;
        }
        catch (MessageReturnedException)
        {
            return false;
        }
    }

    static void Mandatory<T>(SendContext<T> context)
        where T : class
    {
        if (context is RabbitMqSendContext rabbit)
            rabbit.Mandatory = true;
    }
}
