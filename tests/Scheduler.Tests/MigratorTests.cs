using Collector.Testing;
using Dapper;

namespace Collector.Scheduler.Tests;

public sealed class MigratorTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task TheSchemaHasEveryTableOfTheReadme()
    {
        var tables = await database.DataSource.OpenConnection().QueryAsync<string>("select table_name from information_schema.tables where table_schema = 'public'");

        Assert.Superset(new HashSet<string> { "channels", "ranges", "coverage", "messages", "message_versions", "images", "collected_messages" }, tables.ToHashSet());
    }

    [Fact]
    public async Task EachServiceMayWriteItsOwnTablesAndTheDashboardWhatAPersonDoesThere()
    {
        const string sql = """
            select c.relname || ' ' || string_agg(substr(r.rolname, 11), ' ' order by r.rolname)
            from pg_class c
            join pg_roles r on r.rolname like 'collector\_%'
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and has_table_privilege(r.oid, c.oid, 'insert, update, delete, truncate')
            group by c.relname
            order by 1
            """;
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "account_channels collector dashboard media scheduler", "account_gates collector media", "accounts collector media", "channels dashboard scheduler", "collectors scheduler",
                "coverage writer", "images collector dashboard media scheduler", "message_versions dashboard writer",
                "messages dashboard writer", "notices scheduler", "ranges dashboard scheduler", "sessions collector dashboard media", "vanished dashboard writer",
            ],
            await connection.QueryAsync<string>(sql));
    }

    [Fact]
    public async Task OnlyThoseWhoHoldSessionsMayReadTheirKeys()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["collector_collector", "collector_media"],
            await connection.QueryAsync<string>(@"select rolname from pg_roles where rolname like 'collector\_%' and has_column_privilege(oid, 'sessions', 'data', 'select') order by 1"));
    }
}
