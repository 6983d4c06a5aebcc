using Collector.Contracts;
using Collector.Sources;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Media;

/// <summary>Takes the image requests of an account from a queue of their own while this process holds the account.</summary>
sealed class AccountDownloads(IReceiveEndpointConnector bus, ImageTurns turns, ILogger<AccountDownloads> logger) : IAccountWork
{
    public bool Reads => false;

    public async Task<IAsyncDisposable> BeginAsync(IHeldAccount account, CancellationToken cancellationToken)
    {
        var queue = bus.ConnectReceiveEndpoint(Queues.ImageRequestedOf(account.Id).AbsolutePath, (context, endpoint) =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.ConcurrentMessageLimit = endpoint.PrefetchCount = account.MaxDownloads;
            endpoint.Consumer<ImageRequestedConsumer>(context, turns.Use);
        });
        await queue.Ready.WaitAsync(cancellationToken);
        logger.LogInformation("Downloading for account {Account}, up to {Limit} images at once", account.Id, account.MaxDownloads);
        return new Downloading(queue);
    }

    sealed class Downloading(HostReceiveEndpointHandle queue) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await queue.StopAsync();
    }
}
