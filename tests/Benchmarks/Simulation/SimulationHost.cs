using Collector.Collector;
using Collector.Hosting;
using Collector.Media;
using Collector.Scheduler;
using Collector.Sources;
using Collector.Telegram.Governing;
using Collector.Writer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Collector.Benchmarks.Simulation;

/// <summary>The product's services with the simulated source beside them, as programs of this project: no image of the product has that source.</summary>
static class SimulationHost
{
    /// <summary>All services in one process.</summary>
    public const string Embedded = "embedded";

    /// <summary>A collector that also fetches its accounts' images, as the product's does.</summary>
    public const string Collector = "collector";

    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string what) => ServiceHost.RunAsync([], builder =>
    {
        builder.AddCollector().AddAccountDownloads();
        if (what == Embedded)
            builder.AddMedia().AddWriter().AddScheduler();
        builder.AddSimulation();
    });

    static void AddSimulation(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<SimulationOptions>().BindConfiguration("Simulation");
        builder.Services
            .AddSingleton(services => new GateOptions { MaxConcurrency = services.GetRequiredService<IOptions<SimulationOptions>>().Value.CallsInFlight })
            .AddSingleton<Governor>()
            .AddSingleton<HeldSimulations>()
            .AddSingleton<Pace>()
            .AddSingleton<SimulatedSource>()
            .AddSingleton<IChannelSource>(services => services.GetRequiredService<SimulatedSource>())
            .AddHostedService(services => services.GetRequiredService<HeldSimulations>())
            .AddHostedService<Tally>();
    }
}
