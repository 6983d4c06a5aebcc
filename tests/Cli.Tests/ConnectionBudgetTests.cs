using Collector.Contracts;
using Collector.Database;
using Collector.Hosting;
using Collector.Testing;
using Microsoft.Extensions.Options;

namespace Collector.Cli.Tests;

public sealed class ConnectionBudgetTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task LimitsThatThePoolCannotFeedAreRefusedByName()
    {
        var refused = await Assert.ThrowsAsync<PermanentException>(() => CheckAsync(pool: 20, new ConnectionNeed("CONCURRENT_LIMIT", 17)));

        Assert.Equal("CONCURRENT_LIMIT=17 may take 21 connections to PostgreSQL at once, but DB_MAX_POOL_SIZE is 20. Raise DB_MAX_POOL_SIZE to 21, or lower the limits.", refused.Message);
    }

    [Fact]
    public async Task LimitsThatTheServerCannotFeedAreRefusedByName()
    {
        var refused = await Assert.ThrowsAsync<PermanentException>(() => CheckAsync(pool: 100_000, new ConnectionNeed("CONCURRENT_LIMIT", 500), new ConnectionNeed("WRITER_CONCURRENT_LIMIT", 50_000)));

        Assert.StartsWith("CONCURRENT_LIMIT=500, WRITER_CONCURRENT_LIMIT=50000 may take 50504 connections", refused.Message, StringComparison.Ordinal);
        Assert.Contains("max_connections", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LimitsThatFitExactlyAreAccepted() => await CheckAsync(pool: 20, new ConnectionNeed("CONCURRENT_LIMIT", 8), new ConnectionNeed("MEDIA_CONCURRENT_LIMIT", 8));

    Task CheckAsync(int pool, params ConnectionNeed[] needs) =>
        new ConnectionBudget(database.DataSource, Options.Create(new DatabaseOptions { MaxPoolSize = pool }), needs).CheckAsync(CancellationToken.None);
}
