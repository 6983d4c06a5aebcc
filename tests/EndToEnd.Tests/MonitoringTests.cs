using System.Text.Json;
using System.Text.RegularExpressions;
using Collector.Testing;

namespace Collector.EndToEnd.Tests;

/// <summary>The files that `docker compose --profile monitoring` gives to Prometheus and Grafana.</summary>
public sealed class MonitoringTests
{
    const string Provisioning = "/etc/grafana/provisioning";

    [Fact]
    public void PrometheusAsksEveryServiceWhereItAnswers()
    {
        var names = Regex.Match(Read("services/monitoring/prometheus.yml"), @"names: \[(.*)\]").Groups[1].Value.Split(", ");
        var services = Directory.GetFiles(Path.Combine(Repository.Root, "services"), "Program.cs", SearchOption.AllDirectories).Select(program => Directory.GetParent(program)!.Name.ToLowerInvariant());

        Assert.Equal(services.Where(name => name != "cli").Order(), names.Order());
        Assert.All(names, name => Assert.Matches($"(?m)^  {name}:$", Read("docker-compose.yml")));
        Assert.Contains($"port: {Regex.Match(Read("services/Dockerfile"), @"HEALTH_PORT=(\d+)").Groups[1].Value}\n", Read("services/monitoring/prometheus.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public void GrafanaFindsItsFilesAndPrometheus()
    {
        var compose = Read("docker-compose.yml");
        var source = Read("services/monitoring/grafana/datasources/prometheus.yml");

        Assert.All(["dashboards", "datasources"], folder => Assert.Contains($"./services/monitoring/grafana/{folder}:{Provisioning}/{folder}:ro", compose, StringComparison.Ordinal));
        Assert.Contains($"path: {Provisioning}/dashboards\n", Read("services/monitoring/grafana/dashboards/provider.yml"), StringComparison.Ordinal);
        Assert.Contains($"HOME_DASHBOARD_PATH: {Provisioning}/dashboards/collector.json", compose, StringComparison.Ordinal);
        Assert.Contains("url: http://prometheus:9090\n", source, StringComparison.Ordinal);
        Assert.All(Panels(), panel => Assert.Contains($"uid: {panel.GetProperty("datasource").GetProperty("uid").GetString()}\n", source, StringComparison.Ordinal));
    }

    [Fact]
    public void PanelsHaveNamesAndLegendsAndFillTheirRowsWithoutLyingOverEachOther()
    {
        var taken = new HashSet<(int Column, int Row)>();
        foreach (var panel in Panels())
        {
            var (x, y, width, height) = (Place("x"), Place("y"), Place("w"), Place("h"));
            Assert.InRange(x + width, 1, 24);
            foreach (var cell in from column in Enumerable.Range(x, width) from row in Enumerable.Range(y, height) select (column, row))
                Assert.True(taken.Add(cell), $"{panel.GetProperty("title")} lies over another.");

            int Place(string name) => panel.GetProperty("gridPos").GetProperty(name).GetInt32();
        }

        Assert.All(taken.CountBy(cell => cell.Row), row => Assert.Equal(24, row.Value));
        foreach (var target in Targets())
            Assert.All(Regex.Matches(Legend(target), "{{(.*?)}}"), label => Assert.Contains(label.Groups[1].Value, Regex.Matches(Question(target), @"by \(([^)]*)\)").SelectMany(by => by.Groups[1].Value.Split(", "))));
        Assert.Distinct(Panels().Select(panel => panel.GetProperty("id").GetInt32()));
        Assert.Distinct(Panels().Select(panel => panel.GetProperty("title").GetString()));
    }

    [Fact]
    public void ProcessesAreNamedByTheirService()
    {
        Assert.Contains("{source_labels: [__meta_dns_name], target_label: service}\n", Read("services/monitoring/prometheus.yml"), StringComparison.Ordinal);
        Assert.All(Targets().Select(Legend).Where(legend => legend.Contains("instance", StringComparison.Ordinal)), legend => Assert.Equal("{{service}} {{instance}}", legend));
    }

    // A fixed minute leaves out most of a day, of which Grafana asks for a number every few minutes.
    [Fact]
    public void RatesAreOfAllTheTimeThatIsShown() =>
        Assert.All(Targets().SelectMany(target => Regex.Matches(Question(target), @"\[(.*?)\]")), window => Assert.Contains(window.Groups[1].Value, (string[])["$__rate_interval", "$__range", "5m"]));

    [Fact]
    public void GrafanaCallsNobody()
    {
        Assert.All(
            ["ANALYTICS_REPORTING_ENABLED: \"false\"", "ANALYTICS_CHECK_FOR_UPDATES: \"false\"", "ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: \"false\"", "NEWS_NEWS_FEED_ENABLED: \"false\"", "PLUGINS_PREINSTALL_DISABLED: \"true\"", "SECURITY_DISABLE_GRAVATAR: \"true\""],
            setting => Assert.Contains($"GF_{setting}\n", Read("docker-compose.yml"), StringComparison.Ordinal));
    }

    static List<JsonElement> Panels() => [.. JsonDocument.Parse(Read("services/monitoring/grafana/dashboards/collector.json")).RootElement.GetProperty("panels").EnumerateArray()];

    static IEnumerable<JsonElement> Targets() => Panels().SelectMany(panel => panel.GetProperty("targets").EnumerateArray());

    static string Question(JsonElement target) => target.GetProperty("expr").GetString()!;

    static string Legend(JsonElement target) => target.GetProperty("legendFormat").GetString()!;

    static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));
}
