using Collector.Contracts;
using Collector.Database;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Hosting;

// Registered first: hosted services start in order, so nothing consumes before the schema is there.
sealed class SchemaGate(Migrator migrator, ConnectionBudget connections, ILogger<SchemaGate> logger) : IHostedService
{
    public const string NoSchema = "the database has no schema of this version yet, or this login may not use it; run `collector migrate`";

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var said = "";
        while (await MissingAsync(cancellationToken) is { } missing)
        {
            if (missing != said)
                logger.LogWarning("Waiting: {Missing}", said = missing);
            await Task.Delay(Pause, cancellationToken);
        }

        await connections.CheckAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task<string?> MissingAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await migrator.IsCurrentAsync(cancellationToken) ? null : NoSchema;
        }
        catch (NpgsqlException away) when (away.IsTransient)
        {
            return StartupError.Explain(away) ?? away.Message;
        }
    }
}

static class SchemaGateExtensions
{
    public static IHostApplicationBuilder AddSchemaGate(this IHostApplicationBuilder builder)
    {
        builder.AddDatabase();
        builder.Services.TryAddSingleton<Migrator>();
        builder.Services.AddSingleton<ConnectionBudget>();
        builder.Services.AddHostedService<SchemaGate>();
        return builder;
    }
}
