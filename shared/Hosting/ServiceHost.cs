using Collector.Contracts;
using Collector.Database;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Serilog;

namespace Collector.Hosting;

/// <summary>Runs one service as a process: logging, the schema it needs, and an exit code.</summary>
public static class ServiceHost
{
    /// <returns>0 after a clean stop, 1 when the service could not start, broke, or ends to be started again.</returns>
    public static async Task<int> RunAsync(string[] args, Action<IHostApplicationBuilder> configure)
    {
        Log.Logger = new LoggerConfiguration().WriteTo.Console().CreateBootstrapLogger();
        try
        {
            var builder = Settings.CreateBuilder(args);
            builder.AddLogging();
            // Before whatever may have to wait at its start.
            builder.AddHealth();
            builder.AddTelemetry();
            builder.AddSchemaGate();
            configure(builder);
            using var host = builder.Build();
            await host.RunAsync();
            return Environment.ExitCode;
        }
        catch (Exception failure) when (StartupError.Explain(failure) is { } line)
        {
            Log.Fatal("{Problem}", line);
            return 1;
        }
        catch (Exception failure)
        {
            Log.Fatal(failure, "Stopped by an error");
            return 1;
        }
        finally
        {
            await Log.CloseAndFlushAsync();
        }
    }
}
