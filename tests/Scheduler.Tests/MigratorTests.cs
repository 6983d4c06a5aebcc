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
}
