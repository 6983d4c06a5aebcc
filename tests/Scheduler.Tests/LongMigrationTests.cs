using Collector.Database;
using Collector.Testing;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Scheduler.Tests;

public sealed class LongMigrationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task AMigrationMayTakeLongerThanAnyOtherStatement()
    {
        const string waits = """
            select exists (
                select from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock' and query_start < clock_timestamp() - interval '6 seconds')
            """;
        var cancellation = TestContext.Current.CancellationToken;
        await using var hurried = DataSource.Create(new() { ConnectionString = $"{database.ConnectionString};Command Timeout=5" });
        await using var reader = await database.DataSource.OpenConnectionAsync(cancellation);
        await reader.ExecuteAsync("delete from schema_versions where scriptname like '%.0018\\_%'");
        await using var holder = await database.DataSource.OpenConnectionAsync(cancellation);
        await using var held = await holder.BeginTransactionAsync(cancellation);
        await holder.ExecuteAsync("lock table images");

        var migration = Task.Run(() => Migrator(hurried).MigrateAsync(cancellation), cancellation);
        await Eventually.TrueAsync(async () => migration.IsCompleted || await reader.ExecuteScalarAsync<bool>(waits));

        // Services ask whether they may start, and are not kept waiting for the answer.
        Assert.False(await Migrator(hurried).IsCurrentAsync(cancellation));
        await held.RollbackAsync(cancellation);
        await migration;
        Assert.True(await Migrator(hurried).IsCurrentAsync(cancellation));
    }

    static Migrator Migrator(Npgsql.NpgsqlDataSource source) => new(source, NullLogger<Migrator>.Instance);
}
