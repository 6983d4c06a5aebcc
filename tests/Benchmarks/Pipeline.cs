using System.Diagnostics;
using Collector.Testing;
using Dapper;
using Npgsql;

namespace Collector.Benchmarks;

/// <summary>
/// Rows per second of the whole pipeline, from a Telegram Desktop export to committed rows, all columns, with raw and without, against
/// <c>psql \copy … with (format binary)</c> of the same rows into an equal table on one connection; the runs alternate.
/// </summary>
static class Pipeline
{
    public static async Task RunAsync(Arguments arguments)
    {
        var messages = arguments.Quick ? 20_000 : arguments.Number(1, 1_000_000);
        var rounds = arguments.Quick ? 1 : arguments.Number(2, 5);
        using var folder = new TemporaryFolder();
        var export = new ExportFile { Messages = messages }.Write(folder.Path);
        await using var servers = new Servers();
        var server = await servers.PostgresAsync();
        await using var broker = await servers.BrokerAsync();
        var report = new Report("pipeline", arguments.Output);
        report.Line($"Rows per second, {messages:N0} messages.");
        report.Line();
        report.Heading("round", "raw", "psql \\copy", "embedded", "RabbitMQ", "embedded ratio", "RabbitMQ ratio", "embedded peak MB");
        var measured = new List<Rates>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var raw in new[] { true, false })
            {
                var keepRaw = new KeyValuePair<string, string>("KEEP_RAW", raw ? "true" : "false");
                var (embedded, copied) = await MeasureAsync(server, export, new([keepRaw, new("Transport", "memory")]), messages, alsoCopy: true);
                var (rabbitMq, _) = await MeasureAsync(server, export, new([keepRaw, .. broker.Settings]), messages, alsoCopy: false);
                var rates = new Rates(raw, messages / copied.TotalSeconds, messages / embedded.Elapsed.TotalSeconds, messages / rabbitMq.Elapsed.TotalSeconds);
                measured.Add(rates);
                report.Row($"{round}", raw ? "yes" : "no", $"{rates.Copy:N0}", $"{rates.Embedded:N0}", $"{rates.RabbitMq:N0}", $"{rates.EmbeddedRatio:F2}", $"{rates.RabbitMqRatio:F2}", $"{embedded.Memory.Peak >> 20}");
            }
        }

        report.Line();
        foreach (var some in measured.GroupBy(rates => rates.Raw))
            report.Line($"Median ratio {(some.Key ? "with" : "without")} raw: embedded {Numbers.Median(some.Select(rates => rates.EmbeddedRatio)):F2}, RabbitMQ {Numbers.Median(some.Select(rates => rates.RabbitMqRatio)):F2}");
        await report.SaveAsync(measured);
    }

    static async Task<(Run Run, TimeSpan Copied)> MeasureAsync(string server, string export, Dictionary<string, string> settings, int messages, bool alsoCopy)
    {
        await using var database = await ScratchDatabase.CreateAsync(server);
        var run = await Run.OnceAsync(export, database.ConnectionString, settings);
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

    /// <summary>Rows per second of one round.</summary>
    sealed record Rates(bool Raw, double Copy, double Embedded, double RabbitMq)
    {
        public double EmbeddedRatio => Embedded / Copy;

        public double RabbitMqRatio => RabbitMq / Copy;
    }
}
