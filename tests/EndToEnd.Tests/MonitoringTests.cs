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

        Assert.Contains($"./services/monitoring/grafana:{Provisioning}:ro", compose, StringComparison.Ordinal);
        Assert.Contains($"path: {Provisioning}/dashboards\n", Read("services/monitoring/grafana/dashboards/provider.yml"), StringComparison.Ordinal);
        Assert.Contains($"HOME_DASHBOARD_PATH: {Provisioning}/dashboards/collector.json", compose, StringComparison.Ordinal);
        Assert.Contains("url: http://prometheus:9090\n", source, StringComparison.Ordinal);
        Assert.All(Panels(), panel => Assert.Contains($"uid: {panel.GetProperty("datasource").GetProperty("uid").GetString()}\n", source, StringComparison.Ordinal));
    }

    [Fact]
    public void PanelsHaveNamesAndLegendsAndDoNotLieOverEachOther()
    {
        var taken = new HashSet<(int, int)>();
        foreach (var panel in Panels())
        {
            var (x, y, width, height) = (Place("x"), Place("y"), Place("w"), Place("h"));
            Assert.InRange(x + width, 1, 24);
            foreach (var cell in from column in Enumerable.Range(x, width) from row in Enumerable.Range(y, height) select (column, row))
                Assert.True(taken.Add(cell), $"{panel.GetProperty("title")} lies over another.");
            foreach (var target in panel.GetProperty("targets").EnumerateArray())
            {
                var labels = Regex.Matches(target.GetProperty("expr").GetString()!, @"by \(([^)]*)\)").SelectMany(by => by.Groups[1].Value.Split(", ")).Append("instance");
                Assert.All(Regex.Matches(target.GetProperty("legendFormat").GetString()!, "{{(.*?)}}"), label => Assert.Contains(label.Groups[1].Value, labels));
            }

            int Place(string name) => panel.GetProperty("gridPos").GetProperty(name).GetInt32();
        }

        Assert.Distinct(Panels().Select(panel => panel.GetProperty("id").GetInt32()));
        Assert.Distinct(Panels().Select(panel => panel.GetProperty("title").GetString()));
    }

    static List<JsonElement> Panels() => [.. JsonDocument.Parse(Read("services/monitoring/grafana/dashboards/collector.json")).RootElement.GetProperty("panels").EnumerateArray()];

    static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));
}
