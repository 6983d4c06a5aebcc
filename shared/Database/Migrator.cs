using Dapper;
using DbUp;
using DbUp.Engine.Output;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Database;

/// <summary>Brings the schema to the version of this build: the numbered files of Migrations/, each run once in a transaction of its own.</summary>
public sealed class Migrator(NpgsqlDataSource database, ILogger<Migrator> logger)
{
    const string Prefix = "Collector.Database.Migrations.";
    const long LockKey = 0x436F6C6C6563746F;

    /// <summary>Safe when several processes start at once: they take turns.</summary>
    /// <exception cref="InvalidOperationException">A migration failed; the message names it.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var turn = await database.OpenConnectionAsync(cancellationToken);
        await turn.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@LockKey)", new { LockKey }, commandTimeout: 600, cancellationToken: cancellationToken));
        try
        {
            var result = DeployChanges.To
                .PostgresqlDatabase(new DataSourceConnections(database))
                .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly)
                .JournalToPostgresqlTable("public", "schema_versions")
                .WithTransactionPerScript()
                .LogTo(new MigrationLog(logger))
                .Build()
                .PerformUpgrade();
            if (!result.Successful)
                throw new InvalidOperationException($"Migration {result.ErrorScript?.Name.Replace(Prefix, "")} failed: {result.Error.Message}", result.Error);
        }
        finally
        {
            await turn.ExecuteAsync("select pg_advisory_unlock(@LockKey)", new { LockKey });
        }
    }

    /// <summary>True when every migration of this build has run.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken)
    {
        const string sql = "select scriptname from public.schema_versions";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var done = await connection.QueryAsync<string>(new CommandDefinition(sql, cancellationToken: cancellationToken));
            return !Scripts().Except(done).Any();
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    static IEnumerable<string> Scripts() =>
        typeof(Migrator).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));
}
