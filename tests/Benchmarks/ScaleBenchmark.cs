using System.Diagnostics;
using Collector.Benchmarks.Simulation;
using Collector.Testing;

namespace Collector.Benchmarks;

/// <summary>What more collectors bring when only waiting for the source costs time, and whether several accounts are used alike. Over RabbitMQ, text only, without <c>raw</c>.</summary>
static class ScaleBenchmark
{
    const int Limit = 4;
    const int Channels = 50;

    static readonly SimulationOptions Rules = new() { CallsInFlight = Limit, Raw = false };

    public static async Task RunAsync(Arguments arguments)
    {
        await using var servers = new Servers();
        var window = TimeSpan.FromSeconds(arguments.Quick ? 2 : 30);
        var report = new Report("scale", arguments.Output);
        report.Line($"Each collector reads {Limit} ranges at once, each call takes {Rules.Latency.TotalMilliseconds:F0} ms; {Channels} channels, messages stored in {window.TotalSeconds:F0} s.");
        report.Line();
        report.Heading("collectors", "messages/s", "× the first", "of what the latency allows");
        var rates = new List<Rate>();
        foreach (var collectors in arguments.Quick ? [2] : new[] { 1, 2, 4 })
        {
            var rate = new Rate(collectors, await MeasureAsync(servers, collectors, window));
            rates.Add(rate);
            report.Row($"{collectors}", $"{rate.PerSecond:N0}", $"{rate.PerSecond / rates[0].PerSecond:F2}", $"{rate.PerSecond / rate.Allowed:P0}");
        }

        var accounts = await AccountsAsync(servers, arguments.Quick ? 2 : 4, window);
        report.Line();
        report.Line($"{Channels} unequal channels, an account for each collector, {Limit} calls of it in flight:");
        report.Line();
        report.Heading("account", "pages", "of the average");
        foreach (var (account, pages) in accounts)
            report.Row($"{account}", $"{pages:N0}", $"{pages / accounts.Values.Average():P1}");
        await report.SaveAsync(new { Collectors = rates, PagesByAccount = accounts });
    }

    static async Task<double> MeasureAsync(Servers servers, int collectors, TimeSpan window)
    {
        const string stored = "select coalesce(sum(messages), 0) from coverage";
        var limit = new Dictionary<string, string> { ["CONCURRENT_LIMIT"] = $"{Limit}" };
        await using var installation = await Installation.OverRabbitMqAsync(servers, Rules, collectors, accounts: false, limit);
        await BeginAsync(installation, [.. Enumerable.Range(1, Channels).Select(number => new SimulatedChannel(number, 1_000_000, 0))], accounts: false);
        var before = await installation.ReadAsync<long>(stored);
        var watch = Stopwatch.StartNew();
        await Task.Delay(window);
        return (await installation.ReadAsync<long>(stored) - before) / watch.Elapsed.TotalSeconds;
    }

    static async Task<SortedDictionary<int, long>> AccountsAsync(Servers servers, int accounts, TimeSpan window)
    {
        await using var installation = await Installation.OverRabbitMqAsync(servers, Rules, accounts, accounts: true);
        await BeginAsync(installation, SimulatedChannel.Unequal(Channels, 200_000, 0), accounts: true);
        var before = await installation.CallsAsync();
        await Task.Delay(window);
        var after = await installation.CallsAsync();
        return new(after.Where(account => account.Value.Pages > 0).ToDictionary(account => account.Key, account => account.Value.Pages - before[account.Key].Pages));
    }

    /// <summary>Adds the channels, and waits until each was looked at and the first page of most is stored.</summary>
    static async Task BeginAsync(Installation installation, IReadOnlyList<SimulatedChannel> channels, bool accounts)
    {
        await installation.WarmUpAsync(accounts);
        await installation.AddAsync(channels, accounts);
        await Eventually.TrueAsync(() => installation.ReadAsync<bool>("select count(*) = 0 from channels where last_seen_at is null"));
        await Eventually.TrueAsync(() => installation.ReadAsync<bool>("select coalesce(sum(messages), 0) > 10000 from coverage"));
    }

    sealed record Rate(int Collectors, double PerSecond)
    {
        /// <summary>Messages per second that so many ranges at once can bring.</summary>
        public double Allowed => Collectors * Limit * SimulatedChannel.Page / Rules.Latency.TotalSeconds;
    }
}
