using Dapper;
using DbUp;
using DbUp.Engine.Output;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Database;

/// <summary>
/// Brings the schema to the version of this build: the numbered files of Migrations/, each run once in a transaction of its own, and Roles.sql, run every time.
/// </summary>
public sealed class Migrator(NpgsqlDataSource database, ILogger<Migrator> logger)
{
    const string Prefix = "Collector.Database.Migrations.";
    const long LockKey = 0x436F6C6C6563746F;

    /// <summary>Safe when several processes start at once: they take turns. An index on a large table may take hours.</summary>
    /// <returns>What the roles of the services lack because this login has no right to give it; one login may do without them.</returns>
    /// <exception cref="InvalidOperationException">A migration failed; the message names it.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var turn = await database.OpenConnectionAsync(cancellationToken);
        await turn.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@LockKey)", new { LockKey }, commandTimeout: 0, cancellationToken: cancellationToken));
        try
        {
            var result = DeployChanges.To
                .PostgresqlDatabase(new DataSourceConnections(database))
                .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, IsMigration)
                .JournalToPostgresqlTable("public", "schema_versions")
                .WithTransactionPerScript()
                .WithExecutionTimeout(TimeSpan.Zero)
                .LogTo(new MigrationLog(logger))
                .Build()
                .PerformUpgrade();
            if (!result.Successful)
                throw new InvalidOperationException($"Migration {result.ErrorScript?.Name.Replace(Prefix, "")} failed: {result.Error.Message}", result.Error);
            return await GrantAsync(turn, cancellationToken);
        }
        finally
        {
            await turn.ExecuteAsync("select pg_advisory_unlock(@LockKey)", new { LockKey });
        }
    }

    /// <summary>True when every migration of this build has run.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken) => await MissingAsync(cancellationToken) == 0;

    /// <returns>How many migrations of this build have not run; null when none has, in a database that is new.</returns>
    public async Task<int?> MissingAsync(CancellationToken cancellationToken)
    {
        const string sql = "select scriptname from public.schema_versions";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var done = await connection.QueryAsync<string>(new CommandDefinition(sql, cancellationToken: cancellationToken));
            return Scripts().Except(done).Count();
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }
    }

    static async Task<IReadOnlyList<string>> GrantAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var script = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream("Collector.Database.Roles.sql")!);
        var lacking = new List<string>();
        connection.Notice += (_, said) =>
        {
            // The server itself warns of each grant that is not its owner's to give.
            if (said.Notice.InvariantSeverity == "NOTICE")
                lacking.Add(said.Notice.MessageText);
        };
        await connection.ExecuteAsync(new CommandDefinition(await script.ReadToEndAsync(cancellationToken), commandTimeout: 0, cancellationToken: cancellationToken));
        return lacking;
    }

    static IEnumerable<string> Scripts() => typeof(Migrator).Assembly.GetManifestResourceNames().Where(IsMigration);

    static bool IsMigration(string resource) => resource.StartsWith(Prefix, StringComparison.Ordinal);
}
