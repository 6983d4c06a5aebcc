using System.Collections.Concurrent;
using Collector.Contracts;
using Collector.Sources;
using Collector.Telegram.Governing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Collector.Benchmarks.Simulation;

/// <summary>Works for the accounts that the settings name, from the start of the process to its end.</summary>
sealed class HeldSimulations(IOptions<SimulationOptions> options, Governor governor, IServiceProvider services) : IHostedService
{
    readonly ConcurrentDictionary<int, HeldSimulation> held = [];
    readonly List<IAsyncDisposable> working = [];

    public IEnumerable<HeldSimulation> All => held.Values;

    /// <exception cref="AccountLostException">The account is not of this process.</exception>
    public HeldSimulation For(ChannelRef channel) =>
        channel.AccountId is { } id && held.TryGetValue(id, out var account) ? account : throw new AccountLostException($"Account {channel.AccountId} is not of this process.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var id in options.Value.Accounts)
        {
            var account = held[id] = new(id, new(options.Value), await governor.OpenAsync(id, cancellationToken));
            // Only now: whoever does the work may need the source, and with it this.
            foreach (var work in services.GetServices<IAccountWork>())
                working.Add(await work.BeginAsync(account, cancellationToken));
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var work in working)
            await work.DisposeAsync();
    }
}
