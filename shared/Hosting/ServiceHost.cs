using Collector.Contracts;
using Collector.Database;
using Microsoft.Extensions.DependencyInjection;
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
            var host = builder.Build();
            // Some hang whatever they are told: MassTransit's start does when an endpoint lost its connection while it declared its queue.
            using var patience = new CancellationTokenSource();
            var limit = host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout + TimeSpan.FromSeconds(5);
            using var asked = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => patience.CancelAfter(limit));
            try
            {
                await RunAsync(host).WaitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                Log.Fatal("It did not stop within {Time}, and is left as it is", limit);
                return 1;
            }

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

    static async Task RunAsync(IHost host)
    {
        await using var disposable = (IAsyncDisposable)host;
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await host.StartAsync();
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Asked to stop while it still waited for something, whose trouble concerns nobody any more.
            return;
        }

        await host.WaitForShutdownAsync();
        if (host.IsBroken())
            Environment.ExitCode = 1;
    }
}
