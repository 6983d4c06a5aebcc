using Collector.Database;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Collector.Hosting;

/// <summary>Healthy while PostgreSQL answers and has the schema of this build.</summary>
sealed class DatabaseHealth(Migrator migrator) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await migrator.IsCurrentAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(SchemaGate.NoSchema);
        }
        catch (NpgsqlException away)
        {
            return HealthCheckResult.Unhealthy(StartupError.Explain(away) ?? away.Message);
        }
    }
}
