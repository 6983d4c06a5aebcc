using System.Diagnostics;
using Collector.Testing;
using Dapper;
using Npgsql;

namespace Collector.Benchmarks;

/// <summary>
/// Rows per second of the whole pipeline, from a Telegram Desktop export to committed rows, all columns with raw, against
/// <c>psql \copy … with (format binary)</c> of the same rows into an equal table on one connection; the runs alternate.
/// </summary>
static class Pipeline
{
    public static async Task RunAsync(int messages, int rounds)
    {
        using var folder = new TemporaryFolder();
        var export = new ExportFile { Messages = messages }.Write(folder.Path);
        await using var server = new PrivatePostgres();
        await server.InitializeAsync();
        await using var broker = new PrivateRabbitMq();
        await broker.InitializeAsync();
        var memory = new Dictionary<string, string> { ["Transport"] = "memory" };
        await using var vhost = await broker.OpenAsync();
        var rabbitmq = vhost.Settings;

        Console.WriteLine($"{messages:N0} messages, {rounds} rounds; rows/s");
        Console.WriteLine("| round | psql \\copy | embedded | RabbitMQ | embedded ratio | RabbitMQ ratio | embedded peak MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        var ratios = new List<(double Embedded, double Rabbit)>();
        for (var round = 1; round <= rounds; round++)
        {
            var (embedded, copied) = await MeasureAsync(server, export, memory, messages, alsoCopy: true);
            var (rabbit, _) = await MeasureAsync(server, export, rabbitmq, messages, alsoCopy: false);
            double Rate(TimeSpan time) => messages / time.TotalSeconds;
            var ratio = (Rate(embedded.Elapsed) / Rate(copied), Rate(rabbit.Elapsed) / Rate(copied));
            ratios.Add(ratio);
            Console.WriteLine($"| {round} | {Rate(copied):N0} | {Rate(embedded.Elapsed):N0} | {Rate(rabbit.Elapsed):N0} | {ratio.Item1:F2} | {ratio.Item2:F2} | {embedded.PeakBytes >> 20} |");
        }

        Console.WriteLine($"median ratio: embedded {Median(ratios.Select(ratio => ratio.Embedded)):F2}, RabbitMQ {Median(ratios.Select(ratio => ratio.Rabbit)):F2}");
    }

    static async Task<(Run Run, TimeSpan Copied)> MeasureAsync(PrivatePostgres server, string export, IReadOnlyDictionary<string, string> transport, int messages, bool alsoCopy)
    {
        await using var database = await ScratchDatabase.CreateAsync(server.ConnectionString);
        var run = await Run.OnceAsync(export, database.ConnectionString, transport);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var rows = await connection.ExecuteScalarAsync<int>("select count(*) from messages");
        if (rows != messages)
            throw new InvalidOperationException($"{rows:N0} rows instead of {messages:N0}");
        return (run, alsoCopy ? await CopyAsync(connection, database) : default);
    }

    static async Task<TimeSpan> CopyAsync(NpgsqlConnection connection, ScratchDatabase database)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "rows.bin");
        await database.PsqlAsync($"\\copy messages to '{file}' with (format binary)");
        await connection.ExecuteAsync("create table yardstick (like messages including all)");
        await connection.ExecuteAsync("checkpoint;");
        var watch = Stopwatch.StartNew();
        await database.PsqlAsync($"\\copy yardstick from '{file}' with (format binary)");
        return watch.Elapsed;
    }

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
