using MassTransit.Logging;
using MassTransit.Monitoring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Collector.Hosting;

public static class TelemetryExtensions
{
    static readonly string[] Meters = ["Collector", "Collector.*", InstrumentationOptions.MeterName, "Npgsql", "System.Runtime"];

    /// <summary>Metrics for <c>/metrics</c> beside the health, and metrics and traces for <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; nothing is measured when neither is set.</summary>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder)
    {
        var scraped = !string.IsNullOrEmpty(builder.Configuration["HEALTH_PORT"]);
        var pushed = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        if (!scraped && !pushed)
            return builder;

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Environment.ApplicationName))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters);
                if (scraped)
                    metrics.AddPrometheusExporter();
                if (pushed)
                    metrics.AddOtlpExporter();
            });
        builder.Services.AddHostedService<CountersStart>();
        if (pushed)
            telemetry.WithTracing(tracing => tracing.AddSource(DiagnosticHeaders.DefaultListenerName).AddSource("Npgsql").AddOtlpExporter());
        return builder;
    }
}
