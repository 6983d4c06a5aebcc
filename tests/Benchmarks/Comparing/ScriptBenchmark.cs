using Collector.Benchmarks.Simulation;

namespace Collector.Benchmarks.Comparing;

/// <summary>The script's ways of reading and Collector's, by the same rules.</summary>
static class ScriptBenchmark
{
    // Many channels take long enough to be measured once.
    const int Few = 10;

    public static async Task RunAsync(Arguments arguments)
    {
        await using var servers = new Servers();
        var scenarios = Scenario.All(arguments.Quick, arguments.Nightly);
        var wanted = arguments.Numbers([.. scenarios.Select(scenario => scenario.Channels.Count)]);
        scenarios = [.. scenarios.Where(scenario => wanted.Contains(scenario.Channels.Count))];
        var outcomes = new List<Outcome>();
        var script = new ScriptCompetitors(servers);
        foreach (var scenario in scenarios)
            outcomes.AddRange(await script.RunAsync(scenario));
        foreach (var begin in Collectors(servers, new(), arguments.Quick))
        {
            await using var collector = await begin();
            foreach (var scenario in scenarios)
                outcomes.Add(await collector.RunAsync(scenario, arguments.Quick || scenario.Channels.Count > Few ? 1 : 3));
        }

        var report = new Report("script", arguments.Output);
        Write(report, scenarios, outcomes);
        await report.SaveAsync(outcomes);
        ComparisonChart.Save(outcomes, report.PathOf(".png"));
    }

    static IEnumerable<Func<Task<CollectorCompetitor>>> Collectors(Servers servers, SimulationOptions rules, bool quick)
    {
        yield return () => CollectorCompetitor.EmbeddedAsync(servers, rules);
        foreach (var collectors in quick ? [2] : new[] { 1, 2, 4 })
            yield return () => CollectorCompetitor.OverRabbitMqAsync(servers, rules, collectors);
    }

    static void Write(Report report, IReadOnlyList<Scenario> scenarios, List<Outcome> outcomes)
    {
        report.Line("Seconds until every row and every image is stored. Each call takes 100 ms, 16 calls of an account to one data center are in flight, images lie in three of them, a page has 100 messages, an image 80 KB;");
        report.Line("the script has one account, so has Collector embedded, and over RabbitMQ each collector has one of its own.");
        report.Line();
        var competitors = outcomes.Select(outcome => outcome.Competitor).Distinct().ToList();
        report.Heading(["channels", "messages", "images", .. competitors]);
        foreach (var scenario in scenarios)
            report.Row([scenario.Name, $"{scenario.Messages:N0}", $"{scenario.Images:N0}", .. competitors.Select(competitor => Seconds(Of(scenario, competitor)))]);
        report.Line();
        report.Line("`Σ`: the sum of the times that its calls took, made side by side. Collector's numbers are medians of three rounds, of one above 10 channels.");
        report.Line();
        report.Heading(["calls for 100 messages, for an image", .. competitors]);
        foreach (var scenario in scenarios)
            report.Row([scenario.Name, .. competitors.Select(competitor => Asked(Of(scenario, competitor)))]);

        Outcome Of(Scenario scenario, string competitor) => outcomes.Single(outcome => outcome.Scenario == scenario.Name && outcome.Competitor == competitor);
    }

    static string Seconds(Outcome outcome) => $"{outcome.Seconds:F1}{(outcome.Summed ? " Σ" : "")}";

    static string Asked(Outcome outcome) => outcome.CallsPerImage is { } image ? $"{outcome.CallsPer100Messages:F2}, {image:F2}" : $"{outcome.CallsPer100Messages:F2}";
}
