using Collector.Contracts;
using Collector.Database;
using Collector.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Cli;

/// <summary>The database that the settings name, for a command that needs no services.</summary>
static class OpenDatabase
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="migrate">True to bring the schema to this version; otherwise that is done only when everything runs in one process, where nobody else would do it.</param>
    public static async Task<NpgsqlDataSource> WithSchemaAsync(Shell shell, bool migrate, CancellationToken cancellationToken)
    {
        var builder = shell.CreateBuilder();
        builder.AddDatabase();
        await using var services = builder.Services.BuildServiceProvider();
        var database = DataSource.Create(services.GetRequiredService<IOptions<DatabaseOptions>>().Value);
        await WaitAsync(database, shell, TimeProvider.System, cancellationToken);
        var migrator = new Migrator(database, NullLogger<Migrator>.Instance);
        var missing = await migrator.MissingAsync(cancellationToken);
        var alone = builder.Configuration.Messaging().InMemory;
        if (missing > 0 && (migrate || alone))
            shell.Problem($"Bringing the database to this version, {missing} {(missing == 1 ? "step" : "steps")}; with millions of messages that takes a while, and an interrupted step begins anew …");
        if (migrate)
        {
            foreach (var lacking in await migrator.MigrateAsync(cancellationToken))
                shell.Problem(lacking);
        }
        else if (missing != 0 && alone)
        {
            await migrator.MigrateAsync(cancellationToken);
        }
        else if (missing != 0)
            throw new PermanentException($"The database has no schema of this version yet; run `{Shell.Command} migrate`.");
        return database;
    }

    /// <summary>Waits for a server that is not there yet; a refused login ends at once.</summary>
    public static async Task WaitAsync(NpgsqlDataSource database, Shell shell, TimeProvider clock, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        for (var said = false; ; said = true)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException away) when (away.IsTransient && clock.GetElapsedTime(began) < Patience)
            {
                if (!said)
                    shell.Problem($"Waiting up to {Patience.TotalSeconds:0} s for PostgreSQL: {StartupError.Explain(away) ?? away.Message}");
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
