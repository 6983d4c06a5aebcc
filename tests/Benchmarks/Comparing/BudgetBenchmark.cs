using Collector.Benchmarks.Simulation;
using Collector.Testing;

namespace Collector.Benchmarks.Comparing;

/// <summary>A limit that nobody is told: how much of it is used, and how often the account is told to wait.</summary>
static class BudgetBenchmark
{
    const int PerSecond = 10;

    public static async Task RunAsync(Arguments arguments)
    {
        await using var servers = new Servers();
        var window = TimeSpan.FromSeconds(arguments.Quick ? 2 : 10);
        var rules = new SimulationOptions { Budget = (int)(PerSecond * window.TotalSeconds), Window = window };
        var (settling, length) = arguments.Quick ? (TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)) : (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4));
        SimulatedChannel[] channels = [.. Enumerable.Range(1, 8).Select(number => new SimulatedChannel(number, 1_000_000, 0))];

        Spent[] all = [await ScriptAsync(servers, rules, channels, settling, length), await CollectorAsync(servers, rules, channels, settling, length)];
        var report = new Report("script-budget", arguments.Output);
        report.Line($"{rules.Budget} calls in any {window.TotalSeconds:F0} s, more are told to wait; {channels.Length} channels, text only, {length.TotalSeconds:F0} s, of which the first {settling.TotalSeconds:F0} s are for finding it.");
        report.Line();
        report.Heading("", "of the budget after that", "calls told to wait after that", "before");
        foreach (var spent in all)
            report.Row(spent.Competitor, $"{spent.Pages / (PerSecond * (length - settling).TotalSeconds):P1}", $"{spent.Refused:N0}", $"{spent.RefusedBefore:N0}");
        await report.SaveAsync(all);
    }

    static async Task<Spent> ScriptAsync(Servers servers, SimulationOptions rules, SimulatedChannel[] channels, TimeSpan settling, TimeSpan length)
    {
        await using var database = await ScratchDatabase.CreateAsync(await servers.PostgresAsync());
        await using (var connection = await database.DataSource.OpenConnectionAsync())
            await OldScript.CreateTableAsync(connection);
        using var folder = new TemporaryFolder();
        using var account = new SimulatedAccount(rules);
        using var end = new CancellationTokenSource();
        var running = new OldScript(account, database.DataSource, folder.Path, end.Token).BatchesAsync(channels);
        var spent = await WatchAsync("script, batches of 4", () => Task.FromResult(account.Calls), settling, length);
        await end.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return spent;
    }

    static async Task<Spent> CollectorAsync(Servers servers, SimulationOptions rules, SimulatedChannel[] channels, TimeSpan settling, TimeSpan length)
    {
        await using var installation = await Installation.EmbeddedAsync(servers, rules, accounts: 1);
        await installation.AddAsync(channels, accounts: true);
        await Eventually.TrueAsync(async () => await AskedAsync() is { Pages: > 0 });
        return await WatchAsync("Collector, embedded", AskedAsync, settling, length);

        async Task<Calls> AskedAsync() => (await installation.CallsAsync()).Values.Aggregate(Calls.None, (sum, each) => sum + each);
    }

    static async Task<Spent> WatchAsync(string competitor, Func<Task<Calls>> asked, TimeSpan settling, TimeSpan length)
    {
        await Task.Delay(settling);
        var before = await asked();
        await Task.Delay(length - settling);
        var during = await asked() - before;
        return new(competitor, during.Pages + during.Looks, during.Refused, before.Refused);
    }

    sealed record Spent(string Competitor, long Pages, long Refused, long RefusedBefore);
}
