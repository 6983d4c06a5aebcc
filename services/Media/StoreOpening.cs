using Microsoft.Extensions.Hosting;

namespace Collector.Media;

// Before the first image comes: a store that cannot be written ends the process with a clear line.
sealed class StoreOpening(ImageStore store, TimeProvider time) : IHostedService
{
    static readonly TimeSpan LongestDownload = TimeSpan.FromDays(1);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        store.Prepare(leftBefore: time.GetUtcNow() - LongestDownload);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
