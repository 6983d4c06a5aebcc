using System.Text.Json;
using System.Text.RegularExpressions;
using Collector.EndToEnd.Tests;
using Collector.FakeTelegram.Trouble;
using Collector.FakeTelegram.Worlds;
using Collector.Testing;

namespace Collector.Telegram.Tests;

/// <summary>What the dashboard for Grafana asks Prometheus for.</summary>
public sealed class LiveMetricsTests
{
    // What Prometheus adds itself, and the limits of a histogram.
    static readonly string[] Added = ["service", "instance", "le"];

    [Fact]
    public async Task TheServicesTellEveryNumberAndLabelThatTheDashboardShows()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.Stack.UseRabbitMqAsync();
        await scene.LoggedInAsync("491701");
        scene.World.AddChannel("News", 1_500, "news", new() { PhotoBytes = 12_000 });
        scene.Server.Faults.Limit("messages.getHistory", calls: 3, TimeSpan.FromSeconds(4));
        await scene.Stack.ExecuteAsync("""
            create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
            create trigger refuse before insert on messages for each row when (new.message_id between 700 and 705) execute function refuse()
            """);
        await scene.AddAsync("@news");

        // Collector fetches the images, too: Media would want the only session.
        var ports = new[] { "Scheduler", "Collector", "Writer" }.Select(scene.Stack.StartListening).ToList();

        await TellsAsync("collector_dead_letters{[^}]*queue=\"messages-collected_error\"[^}]*} [1-9]");
        await TellsAsync("collector_sessions{[^}]*account=\"1\"[^}]*} 1\n");
        await TellsAsync("collector_accounts{[^}]*state=\"active\"[^}]*} 1\n");
        await TellsAsync("telegram_flood_wait_seconds_total{[^}]*class=\"history\"[^}]*} [1-9]");
        await TellsAsync("telegram_calls_total{[^}]*outcome=\"answered\"[^}]*} [1-9]");
        // A first wait counts, too.
        await TellsAsync("telegram_flood_wait_seconds_total{[^}]*account=\"1\"[^}]*class=\"other\"[^}]*} 0\n");
        await TellsAsync("telegram_calls_total{[^}]*class=\"other\"[^}]*outcome=\"flood\"[^}]*} 0\n");
        var told = await ReadAsync();
        Assert.All(Questions(), question =>
        {
            foreach (var name in Names(question))
                Assert.Contains($"\n{name}{{", told, StringComparison.Ordinal);
            foreach (var label in Labels(question).Except(Added))
                Assert.Matches($"\n{Names(question).Single()}{{[^}}]*{label}=\"", told);
        });

        Task TellsAsync(string pattern) => Eventually.TrueAsync(async () => Regex.IsMatch(await ReadAsync(), pattern), TimeSpan.FromMinutes(3), pattern);

        async Task<string> ReadAsync() => string.Concat(await Task.WhenAll(ports.Select(Stack.MetricsAsync)));
    }

    static IEnumerable<string> Questions()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "services/monitoring/grafana/dashboards/collector.json")));
        return
        [
            .. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
               from target in panel.GetProperty("targets").EnumerateArray()
               select target.GetProperty("expr").GetString()!,
        ];
    }

    // Names have an underscore; what a parenthesis follows is a function.
    static IEnumerable<string> Names(string question) => Regex.Matches(Regex.Replace(question, @"by \([^)]*\)", ""), @"\b[a-z]+(_[a-z]+)+\b(?! *\()").Select(name => name.Value).Distinct();

    static IEnumerable<string> Labels(string question) => Regex.Matches(question, @"by \(([^)]*)\)").SelectMany(by => by.Groups[1].Value.Split(", "));
}
