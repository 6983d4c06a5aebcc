using System.Diagnostics;
using Collector.Benchmarks.Simulation;

namespace Collector.Benchmarks.Comparing;

/// <summary>Collector, running already as a service does; its time is from the first channel that is added to the last row and image.</summary>
sealed class CollectorCompetitor(string name, Installation installation) : IAsyncDisposable
{
    public static async Task<CollectorCompetitor> EmbeddedAsync(Servers servers, SimulationOptions rules) =>
        await WarmAsync("Collector, embedded", await Installation.EmbeddedAsync(servers, rules, accounts: 1));

    /// <param name="collectors">Each with an account of its own.</param>
    public static async Task<CollectorCompetitor> OverRabbitMqAsync(Servers servers, SimulationOptions rules, int collectors) =>
        await WarmAsync($"Collector, RabbitMQ × {collectors}", await Installation.OverRabbitMqAsync(servers, rules, collectors, accounts: true));

    public async Task<Outcome> RunAsync(Scenario scenario, int rounds)
    {
        var seconds = new List<double>();
        var calls = Calls.None;
        for (var round = 0; round < rounds; round++)
        {
            var before = await AskedAsync();
            var watch = Stopwatch.StartNew();
            await installation.AddAsync(scenario.Channels, accounts: true);
            await installation.StoredAsync(scenario.Channels);
            seconds.Add(watch.Elapsed.TotalSeconds);
            calls = await AskedAsync() - before;
            await installation.ForgetAsync();
        }

        return new(scenario.Name, name, Numbers.Median(seconds), seconds, Summed: false, scenario.Messages, scenario.Images, calls);
    }

    public ValueTask DisposeAsync() => installation.DisposeAsync();

    static async Task<CollectorCompetitor> WarmAsync(string name, Installation installation)
    {
        await installation.WarmUpAsync(accounts: true);
        return new(name, installation);
    }

    async Task<Calls> AskedAsync() => (await installation.CallsAsync()).Values.Aggregate(Calls.None, (sum, each) => sum + each);
}
