using System.Diagnostics;
using Collector.Testing;
using Dapper;
using Npgsql;

namespace Collector.Benchmarks;

/// <summary>From the start of the built program on an export to its first row.</summary>
static class StartupBenchmark
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task RunAsync(Arguments arguments)
    {
        await using var servers = new Servers();
        using var folder = new TemporaryFolder();
        var export = new ExportFile { Messages = 10_000 }.Write(folder.Path);
        var rounds = arguments.Quick ? 1 : 5;
        var empty = new List<double>();
        var migrated = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            await using var database = await ScratchDatabase.CreateAsync(await servers.PostgresAsync());
            empty.Add(await SecondsAsync(database, export));
            await ForgetAsync(database);
            migrated.Add(await SecondsAsync(database, export));
        }

        var report = new Report("startup", arguments.Output);
        report.Line($"Seconds from the start of `collector run --once EXPORT` to the first row that can be read; medians of {rounds}.");
        report.Line();
        report.Heading("on an empty database", "on one that has the schema");
        report.Row($"{Numbers.Median(empty):F2}", $"{Numbers.Median(migrated):F2}");
        await report.SaveAsync(new { Empty = empty, Migrated = migrated });
    }

    static async Task<double> SecondsAsync(ScratchDatabase database, string export)
    {
        using var data = new TemporaryFolder();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var settings = new Dictionary<string, string> { ["Transport"] = "memory", ["ConnectionStrings__Postgres"] = database.ConnectionString, ["COLLECTOR_DATA"] = data.Path };
        var watch = Stopwatch.StartNew();
        await using var process = ServiceProcess.Start("Cli", settings, "run", "--once", export);
        while (!await HasRowsAsync(connection))
            await (process.HasExited ? throw new InvalidOperationException(string.Join('\n', process.Lines)) : Task.Delay(Pause));
        var seconds = watch.Elapsed.TotalSeconds;
        await process.WaitForExitAsync();
        return seconds;
    }

    static async Task<bool> HasRowsAsync(NpgsqlConnection connection) =>
        await connection.ExecuteScalarAsync<bool>("select to_regclass('messages') is not null") && await connection.ExecuteScalarAsync<bool>("select exists (select from messages)");

    static async Task ForgetAsync(ScratchDatabase database)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("delete from channels; truncate messages");
    }
}
