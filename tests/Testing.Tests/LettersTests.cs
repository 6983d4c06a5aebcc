using Dapper;
using Npgsql;

namespace Collector.Testing.Tests;

/// <summary>The private server of services/run, which <c>services/run psql</c> starts without building anything.</summary>
public sealed class LettersTests : IAsyncLifetime
{
    const string Search = "set enable_seqscan = off; select text from kept where to_tsvector('simple', text) @@ websearch_to_tsquery('simple', 'привет ÄRGER')";

    readonly string folder = Directory.CreateTempSubdirectory("letters-").FullName;

    public async ValueTask InitializeAsync()
    {
        // PostgreSQL's user must be able to pass through it.
        await using var chmod = ServiceProcess.StartProgram("chmod", "711", folder);
        Assert.Equal(0, await chmod.WaitForExitAsync());
    }

    public async ValueTask DisposeAsync() => await Repository.RunScriptAsync("tests/server", "remove", folder);

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
        await using (var old = NpgsqlDataSource.Create($"Host={folder}/postgres;Username=collector;Database=collector;Pooling=false"))
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
        await using var psql = ServiceProcess.StartProgram("env", "-u", "ConnectionStrings__Postgres", $"COLLECTOR_DATA={folder}", Path.Combine(Repository.Root, "services", "run"), "psql", "-Atqc", sql);
        await psql.WaitForExitAsync(TimeSpan.FromMinutes(2));
        return psql.Lines;
    }
}
