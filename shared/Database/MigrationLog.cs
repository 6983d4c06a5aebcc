using DbUp.Engine.Output;
using Microsoft.Extensions.Logging;

namespace Collector.Database;

// DbUp's own lines are chatter; its errors reach the caller as the result.
sealed class MigrationLog(ILogger logger) : IUpgradeLog
{
#pragma warning disable CA2254 // The template comes from DbUp.
    public void LogTrace(string format, params object[] args) => logger.LogTrace(format, args);

    public void LogDebug(string format, params object[] args) => logger.LogDebug(format, args);

    public void LogInformation(string format, params object[] args) => logger.LogDebug(format, args);

    public void LogWarning(string format, params object[] args) => logger.LogDebug(format, args);

    public void LogError(string format, params object[] args) => logger.LogDebug(format, args);

    public void LogError(Exception ex, string format, params object[] args) => logger.LogDebug(ex, format, args);
#pragma warning restore CA2254
}
