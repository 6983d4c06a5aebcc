using Collector.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collector.Cli.Running;

/// <summary>Ends the process when another one has taken its place while the server was away.</summary>
sealed class RunLockKeeper(RunLock runLock, IHostApplicationLifetime host, ILogger<RunLockKeeper> logger) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await runLock.HoldAsync(Interval, stoppingToken);
        }
        catch (PermanentException taken)
        {
            logger.LogCritical("{Problem}", taken.Message);
            Environment.ExitCode = ExitCode.Failed;
            host.StopApplication();
        }
    }
}
