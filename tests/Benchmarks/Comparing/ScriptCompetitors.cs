using System.Diagnostics;
using Collector.Benchmarks.Simulation;
using Dapper;

namespace Collector.Benchmarks.Comparing;

/// <summary>The script, in its three forms.</summary>
sealed class ScriptCompetitors(Servers servers)
{
    /// <summary>A sequential run that would take longer is not waited for.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<Outcome>> RunAsync(Scenario scenario) =>
    [
        await SequentialAsync(scenario),
        await RunAsync(scenario, "script, images at once", script => script.ConcurrentImagesAsync(scenario.Channels)),
        await RunAsync(scenario, "script, batches of 4", script => script.BatchesAsync(scenario.Channels)),
    ];

    Task<Outcome> SequentialAsync(Scenario scenario)
    {
        const string name = "script, sequential";
        var rules = new SimulationOptions();
        var calls = (scenario.Messages / SimulatedChannel.Page) + scenario.Channels.Sum(channel => channel.Images.Count());
        return calls * rules.Latency <= Longest
            ? RunAsync(scenario, name, script => script.SequentialAsync(scenario.Channels))
            : RunAsync(scenario, name, script => Task.WhenAll(scenario.Channels.Select(channel => script.SequentialAsync([channel]))), summed: true);
    }

    async Task<Outcome> RunAsync(Scenario scenario, string name, Func<OldScript, Task> run, bool summed = false)
    {
        await using var database = await ScratchDatabase.CreateAsync(await servers.PostgresAsync());
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await OldScript.CreateTableAsync(connection);
        using var folder = new TemporaryFolder();
        using var account = new SimulatedAccount(new());
        var watch = Stopwatch.StartNew();
        await run(new(account, database.DataSource, folder.Path));
        var seconds = (summed ? account.Busy : watch.Elapsed).TotalSeconds;

        var stored = (await connection.ExecuteScalarAsync<int>("select count(*) from script_messages"), Directory.GetFiles(folder.Path).Length);
        var expected = (scenario.Messages, scenario.Channels.Sum(channel => channel.Images.Count()));
        if (stored != expected)
            throw new InvalidOperationException($"{name}: {stored} messages and images instead of {expected}.");
        return new(scenario.Name, name, seconds, [seconds], summed, scenario.Messages, scenario.Images, account.Calls);
    }
}
