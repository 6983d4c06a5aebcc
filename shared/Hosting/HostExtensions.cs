using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Collector.Hosting;

public static class HostExtensions
{
    /// <summary>True after a stop that nobody asked for: a background service broke. The host itself ends as if all were well.</summary>
    public static bool IsBroken(this IHost host) =>
        host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true });
}
