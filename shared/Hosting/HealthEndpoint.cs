using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Collector.Hosting;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it is connected with broker and database, and works. <c>/metrics</c>: numbers for Prometheus.
/// A server of its own beside the service, so that it answers while the service still waits for either.
/// </summary>
sealed class HealthEndpoint(HealthCheckService health, IServiceProvider services, IOptions<HealthOptions> options) : IHostedService, IAsyncDisposable
{
    WebApplication? web;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Port is not { } port)
            return Task.CompletedTask;

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenAnyIP(port));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(health);
        web = builder.Build();
        web.UseRouting();
        web.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        web.MapHealthChecks("/health/ready", new()
        {
            // An endpoint that lost its connection is degraded.
            ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable },
            ResponseWriter = (context, report) => context.Response.WriteAsync(Text(report), context.RequestAborted),
        });
        if (services.GetService<MeterProvider>() is { } meters)
            web.UseOpenTelemetryPrometheusScrapingEndpoint(meters, predicate: null, path: "/metrics", configureBranchedPipeline: null, optionsName: null);
        return web.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => web?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => web?.DisposeAsync() ?? ValueTask.CompletedTask;

    static string Text(HealthReport report) =>
        string.Concat(report.Entries.Select(entry => $"{entry.Key}: {entry.Value.Status}{(entry.Value.Description is { } said ? $", {said}" : "")}\n"));
}
