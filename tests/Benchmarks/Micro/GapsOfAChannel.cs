using BenchmarkDotNet.Attributes;
using Collector.Database;
using Collector.Scheduler;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Benchmarks.Micro;

/// <summary>What is missing of a channel whose coverage lies in pieces: found by PostgreSQL, and cut into ranges.</summary>
public class GapsOfAChannel : IAsyncDisposable
{
    const int Concurrency = 16;

    ScratchDatabase database = null!;
    NpgsqlDataSource source = null!;
    Gaps gaps = null!;
    Gap gap = null!;

    [Params(1, 100, 10_000)]
    public int Pieces { get; set; }

    // A pool is filled as it is given work.
    static Pools Free => new([new Pool { Concurrency = Concurrency, Capacity = 2 * Concurrency }]);

    [GlobalSetup]
    public async Task SetUp()
    {
        const string sql = """
            insert into channels (source, address, title, top_message_id, fingerprint) values ('export', 'news', 'News', 5000000, 'f');
            insert into coverage (channel_id, known, seen)
            select c.id, pieces.ids, pieces.ids
            from channels c, (select range_agg(int4range(n * (5000000 / @Pieces), n * (5000000 / @Pieces) + 2500000 / @Pieces)) as ids from generate_series(0, @Pieces - 1) n) pieces
            """;
        database = await ScratchDatabase.CreateAsync(Environment.GetEnvironmentVariable("TEST_POSTGRES")!);
        source = DataSource.Create(new() { ConnectionString = database.ConnectionString });
        await new Migrator(source, NullLogger<Migrator>.Instance).MigrateAsync(default);
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { Pieces });
        gaps = new(source, Options.Create(new SchedulerOptions()));
        gap = (await gaps.ReadAsync(Free, default)).Single();
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await source.DisposeAsync();
        await database.DisposeAsync();
    }

    [Benchmark]
    public async Task<int> Find() => (await gaps.ReadAsync(Free, default)).Count;

    [Benchmark]
    public int Cut() => RangeCutter.Cut(gap, 2 * Concurrency, Concurrency).Count;
}
