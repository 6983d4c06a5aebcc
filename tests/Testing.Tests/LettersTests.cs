using Dapper;
using Npgsql;

namespace Collector.Testing.Tests;

/// <summary>The private server of services/run, which <c>services/run psql</c> starts without building anything.</summary>
public sealed class LettersTests : PrivateDataTest
{
    const string Search = "set enable_seqscan = off; select text from kept where to_tsvector('simple', text) @@ websearch_to_tsquery('simple', 'привет ÄRGER')";

    [Fact]
    public async Task CapitalsOfAllLanguagesAreFoundAndSortedByTheirBytes()
    {
        await PsqlAsync("create table kept as select 'ПРИВЕТ, Ärger' as text");

        Assert.Equal(["ПРИВЕТ, Ärger"], await PsqlAsync(Search));
        Assert.Equal(["t"], await PsqlAsync("select 'Z' < 'a' and lower('ÉШΩ') = 'éшω'"));
    }

    [Fact]
    public async Task AnOlderDatabaseLearnsThemWhenNobodyUsesIt()
    {
        await PsqlAsync("update pg_database set datctype = 'C'");
        await using (var old = NpgsqlDataSource.Create($"Host={Folder}/postgres;Username=collector;Database=collector;Pooling=false"))
        await using (var connection = await old.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("create table kept as select 'ПРИВЕТ, Ärger' as text; create index on kept using gin (to_tsvector('simple', text))");

            Assert.StartsWith("Search takes Ä for another letter than ä", Assert.Single(await PsqlAsync(Search)), StringComparison.Ordinal);
        }

        Assert.Equal(["Search learns the capitals beyond A to Z; once, that takes some minutes for millions of messages …", "ПРИВЕТ, Ärger"], await PsqlAsync(Search));
        Assert.Equal(["ПРИВЕТ, Ärger"], await PsqlAsync(Search));
    }

    async Task<IReadOnlyList<string>> PsqlAsync(string sql)
    {
        await using var psql = Run(Services, "psql", "-Atqc", sql);
        await psql.WaitForExitAsync(TimeSpan.FromMinutes(2));
        return psql.Lines;
    }
}
