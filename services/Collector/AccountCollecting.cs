using Collector.Contracts;
using Collector.Sources;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Collector.Collector;

/// <summary>Takes the commands of an account from a queue of their own while this process holds the account.</summary>
sealed class AccountCollecting(IReceiveEndpointConnector bus, Announcements announcements, ILogger<AccountCollecting> logger) : IAccountWork
{
    public bool Reads => true;

    public async Task<IAsyncDisposable> BeginAsync(IHeldAccount account, CancellationToken cancellationToken)
    {
        var queue = bus.ConnectReceiveEndpoint(Queues.CollectChannelOf(account.Id).AbsolutePath, (context, endpoint) =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.ConcurrentMessageLimit = endpoint.PrefetchCount = account.MaxConcurrency;
            endpoint.Consumer<CollectChannelConsumer>(context);
        });
        await queue.Ready.WaitAsync(cancellationToken);
        logger.LogInformation("Collecting for account {Account}, up to {Limit} ranges at once", account.Id, account.MaxConcurrency);
        return new Collecting(queue, announcements.Begin($"account-{account.Id}", () => account.Concurrency, [SourceNames.Telegram], account.Id));
    }

    sealed class Collecting(HostReceiveEndpointHandle queue, IAsyncDisposable announcing) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await announcing.DisposeAsync();
            }
            finally
            {
                await queue.StopAsync();
            }
        }
    }
}
