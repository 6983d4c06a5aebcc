using Collector.Database;
using Collector.Testing;
using Npgsql;

namespace Collector.Writer.Tests;

public sealed class StatementsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task OfSeveralStatementsInOneTextAllAreDoneOrNone()
    {
        var scene = await Scene.NewAsync(database);
        const string sql = "update channels set title = 'Trees'; update channels set title = (1 / (select 0))::text";

        await Assert.ThrowsAsync<PostgresException>(() => database.DataSource.ExecuteAsync(sql, null, TestContext.Current.CancellationToken));

        Assert.Equal(0, await scene.ReadAsync<int>("select count(*) from channels where title = 'Trees'"));
    }

    [Fact]
    public async Task TheCallersTimeoutEndsAStatement()
    {
        var failure = await Assert.ThrowsAsync<NpgsqlException>(
            () => database.DataSource.QuerySingleOrDefaultAsync<int>("select 1 from pg_sleep(20)", null, TestContext.Current.CancellationToken, 1));

        Assert.IsType<TimeoutException>(failure.InnerException);
    }
}
