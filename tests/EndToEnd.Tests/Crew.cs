using Collector.Testing;

namespace Collector.EndToEnd.Tests;

/// <summary>Services that are started again when they end, as Docker does.</summary>
sealed class Crew : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    readonly Stack stack;
    readonly string[] services;
    readonly List<ServiceProcess> all;
    readonly ServiceProcess[] present;
    readonly CancellationTokenSource ending = new();
    readonly Task keeping;

    public Crew(Stack stack, params string[] services)
    {
        (this.stack, this.services) = (stack, services);
        present = [.. services.Select(service => stack.Start(service))];
        all = [.. present];
        keeping = KeepAsync();
    }

    /// <summary>How often one was started again.</summary>
    public int Restarts => all.Count - services.Length;

    /// <summary>What all of them printed, in all their lives.</summary>
    public IEnumerable<string> Lines => all.SelectMany(process => process.Lines);

    public ServiceProcess AnyOf(Random random) => present[random.Next(present.Length)];

    /// <summary>Asks one after another to stop; none is started again. The last hears the others' goodbye.</summary>
    public async Task StopAsync()
    {
        await ending.CancelAsync();
        await keeping;
        foreach (var service in present)
            Assert.Equal(0, await service.StopAsync());
    }

    async Task KeepAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            for (var i = 0; i < services.Length; i++)
                if (present[i].HasExited)
                    all.Add(present[i] = stack.Start(services[i]));
            await Task.Delay(Pause, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await keeping;
        ending.Dispose();
    }
}
