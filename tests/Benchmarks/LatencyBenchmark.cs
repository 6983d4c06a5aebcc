using System.Diagnostics;
using Collector.Benchmarks.Simulation;
using Collector.Testing;

namespace Collector.Benchmarks;

/// <summary>
/// From the moment that a page is read, and published at once, to the commit of its rows, while pages come half as fast as they could be stored.
/// PostgreSQL itself notes when it commits.
/// </summary>
static class LatencyBenchmark
{
    static readonly SimulationOptions Rules = new() { Latency = TimeSpan.Zero };
    static readonly Dictionary<string, string> Limit = new() { ["CONCURRENT_LIMIT"] = "4" };
    static readonly SimulatedChannel[] Channels = [.. Enumerable.Range(1, 8).Select(number => new SimulatedChannel(number, 10_000_000, 0))];

    public static async Task RunAsync(Arguments arguments)
    {
        await using var servers = new Servers("track_commit_timestamp = on");
        var window = TimeSpan.FromSeconds(arguments.Quick ? 2 : 30);
        var report = new Report("latency", arguments.Output);
        report.Line($"From a page that is published to its rows that can be read, pages of {SimulatedChannel.Page} messages with `raw`, for {window.TotalSeconds:F0} s.");
        report.Line();
        report.Heading("", "all load, pages/s", "half load, pages/s", "median ms", "p99 ms", "most ms");
        var latencies = new List<Latency> { await MeasureAsync("embedded", window, rules => Installation.EmbeddedAsync(servers, rules, accounts: 0, Limit)) };
        if (!arguments.Quick)
            latencies.Add(await MeasureAsync("RabbitMQ", window, rules => Installation.OverRabbitMqAsync(servers, rules, collectors: 1, accounts: false, Limit)));
        foreach (var latency in latencies)
            report.Row(latency.Transport, $"{latency.AllLoad:N0}", $"{latency.HalfLoad:N0}", $"{latency.Median:F0}", $"{latency.P99:F0}", $"{latency.Most:F0}");
        await report.SaveAsync(latencies);
    }

    static async Task<Latency> MeasureAsync(string transport, TimeSpan window, Func<SimulationOptions, Task<Installation>> begin)
    {
        // The last second's pages may still be on their way.
        var pages = $"""
            from (
                select distinct on (channel_id, observed_at) 1000 * extract(epoch from pg_xact_commit_timestamp(xmin) - observed_at)::float8 as ms
                from messages, (select max(observed_at) as last from messages) newest
                where observed_at between last - interval '{window.TotalSeconds} seconds' and last - interval '1 second'
            ) page
            """;
        double all;
        await using (var installation = await begin(Rules))
            all = await PagesPerSecondAsync(installation, window);
        await using var half = await begin(Rules with { PagesPerSecond = all / 2 });
        var paced = await PagesPerSecondAsync(half, window);
        return new(
            transport, all, paced,
            await half.ReadAsync<double>("select percentile_cont(0.5) within group (order by ms) " + pages),
            await half.ReadAsync<double>("select percentile_cont(0.99) within group (order by ms) " + pages),
            await half.ReadAsync<double>("select max(ms) " + pages));
    }

    static async Task<double> PagesPerSecondAsync(Installation installation, TimeSpan window)
    {
        const string stored = "select coalesce(sum(messages), 0) from coverage";
        await installation.AddAsync(Channels, accounts: false);
        await Eventually.TrueAsync(() => installation.ReadAsync<bool>($"select ({stored}) > 20000"));
        var before = await installation.ReadAsync<long>(stored);
        var watch = Stopwatch.StartNew();
        await Task.Delay(window);
        return (await installation.ReadAsync<long>(stored) - before) / (double)SimulatedChannel.Page / watch.Elapsed.TotalSeconds;
    }

    /// <param name="AllLoad">Pages per second that are stored at most.</param>
    /// <param name="HalfLoad">Pages per second that were stored while the times were taken, milliseconds.</param>
    sealed record Latency(string Transport, double AllLoad, double HalfLoad, double Median, double P99, double Most);
}
