using Collector.Database;
using Collector.Testing;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Scheduler.Tests;

public sealed class RolesTests(PrivatePostgres server) : IClassFixture<PrivatePostgres>
{
    [Fact]
    public async Task RolesThatAreGoneAreMadeAnewWithEveryRightThatMigrationsGave()
    {
        const string rights = """
            select concat_ws(' ', rolname, privilege_type, kind, name)
            from (
                select 'table', oid::regclass::text, relacl from pg_class where relnamespace = 'public'::regnamespace
                union all select 'column', concat(attrelid::regclass, '.', attname), attacl from pg_attribute
                union all select 'function', oid::regprocedure::text, proacl from pg_proc where pronamespace = 'public'::regnamespace
                union all select 'schema', nspname, nspacl from pg_namespace
                union all select 'database', datname, datacl from pg_database) every (kind, name, acl),
            aclexplode(acl) given
            join pg_roles on pg_roles.oid = grantee
            where rolname like 'collector\_%'
            order by 1
            """;
        // As on a server to which a dump was restored.
        const string forget = """
            drop owned by collector_reader, collector_scheduler, collector_collector, collector_media, collector_writer, collector_dashboard;
            drop role collector_reader, collector_scheduler, collector_collector, collector_media, collector_writer, collector_dashboard
            """;
        await using var database = DataSource.Create(new() { ConnectionString = server.ConnectionString });
        var migrator = new Migrator(database, NullLogger<Migrator>.Instance);
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await migrator.MigrateAsync(TestContext.Current.CancellationToken);
        var before = await connection.QueryAsync<string>(rights);

        await connection.ExecuteAsync(forget);
        Assert.Empty(await connection.QueryAsync<string>(rights));
        await migrator.MigrateAsync(TestContext.Current.CancellationToken);

        Assert.Contains("collector_dashboard UPDATE column images.waiting_since", before);
        Assert.Equal(before, await connection.QueryAsync<string>(rights));
    }
}
