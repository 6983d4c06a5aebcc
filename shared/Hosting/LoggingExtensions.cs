using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Hosting;
using Serilog.Formatting.Compact;
using Serilog.Settings.Configuration;

namespace Collector.Hosting;

public static class LoggingExtensions
{
    // Of LOG_FILE: the newest of its files, numbered from the second on.
    const long MostBytes = 100 << 20;
    const int MostFiles = 10;

    // Named, because Serilog would open every library beside the program in search of them.
    static readonly ConfigurationReaderOptions Sinks = new(typeof(ConsoleLoggerConfigurationExtensions).Assembly, typeof(FileLoggerConfigurationExtensions).Assembly);

    /// <summary>Serilog for everything: readable on a terminal, compact JSON where <c>LOG_FORMAT=json</c> (containers) asks for it, level by <c>LOG_LEVEL</c>.</summary>
    /// <param name="terminal">Takes the readable lines of a program that draws on its terminal; null for the console.</param>
    public static IHostApplicationBuilder AddLogging(this IHostApplicationBuilder builder, ILogEventSink? terminal = null)
    {
        // The static logger belongs to a service's process (see ServiceHost); hosts that share a process keep their logs apart.
        builder.Services.AddSerilog(log => Configure(log, builder.Configuration, terminal), preserveStaticLogger: Log.Logger is not ReloadableLogger);
        return builder;
    }

    static void Configure(LoggerConfiguration log, IConfiguration configuration, ILogEventSink? terminal)
    {
        log.MinimumLevel.Is(configuration.GetValue("LOG_LEVEL", LogEventLevel.Information))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // A start that failed is told in one line by whoever started.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            // What is not ready is told to whoever asked.
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
            // Logins of the dashboard are to end with the process.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Fatal)
            // An open page sends the token of a process that ended; it is told so, and loads itself again.
            .MinimumLevel.Override("Microsoft.AspNetCore.Antiforgery.DefaultAntiforgery", LogEventLevel.Fatal)
            .MinimumLevel.Override("MassTransit", LogEventLevel.Warning)
            // Where a setting is wrong, no bus was started that could be stopped.
            .Filter.ByExcluding(logged => logged.MessageTemplate.Text == "Failed to stop bus: {Address} ({Reason})")
            .ReadFrom.Configuration(configuration, Sinks)
            .Enrich.FromLogContext();
        log.WriteTo.Sink(LoggerSinkConfiguration.Wrap(sink => new BrokerTrouble(sink), to =>
        {
            var isJson = configuration["LOG_FORMAT"] == "json";
            if (configuration["LOG_FILE"] is { Length: > 0 } file && isJson)
                to.File(new CompactJsonFormatter(), file, rollOnFileSizeLimit: true, fileSizeLimitBytes: MostBytes, retainedFileCountLimit: MostFiles);
            else if (configuration["LOG_FILE"] is { Length: > 0 } readable)
                to.File(readable, rollOnFileSizeLimit: true, fileSizeLimitBytes: MostBytes, retainedFileCountLimit: MostFiles);
            else if (isJson)
                to.Console(new CompactJsonFormatter());
            else if (terminal is not null)
                to.Sink(terminal);
            else
                to.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}");
        }));
    }
}
