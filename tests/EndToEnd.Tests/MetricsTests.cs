using System.Globalization;
using System.Text.RegularExpressions;
using Collector.Testing;

namespace Collector.EndToEnd.Tests;

public sealed class MetricsTests
{
    static readonly HttpClient Http = new();

    [Fact]
    public async Task EveryServiceTellsPrometheusWhatItDid()
    {
        await using var stack = await Stack.NewAsync();
        var broker = await stack.UseRabbitMqAsync();
        var export = stack.Export("measured", new() { Messages = 230, PictureEvery = 20 });
        (await stack.CollectorAsync("channels", "add", export)).Succeeded();
        var ports = new[] { "Scheduler", "Collector", "Media", "Writer" }.ToDictionary(service => service, stack.StartListening);
        await stack.CompleteAsync();

        await IsAsync(230, ports["Writer"], "collector_messages_total", "change=\"inserted\"");
        await IsAsync(230, ports["Collector"], "collector_messages_read_total", "source=\"export\"");
        await IsAsync(11, ports["Media"], "collector_images_total", "outcome=\"stored\"");
        await IsAsync(await stack.ReadAsync<long>("select sum(bytes) from images"), ports["Media"], "collector_images_size_bytes_total", "");
        await IsAsync(0, ports["Scheduler"], "collector_ledger_missing", "");
        await IsAsync(1, ports["Scheduler"], "collector_channels", "state=\"active\"");
        await IsAsync(0, ports["Scheduler"], "collector_channels_failed", "");
        await IsAsync(0, ports["Scheduler"], "collector_images_wanted", "");
        foreach (var port in ports.Values)
        {
            var all = await Stack.MetricsAsync(port);
            Assert.All(["dotnet_process_cpu_time", "dotnet_process_memory_working_set", "messaging_masstransit_"], name => Assert.Contains(name, all, StringComparison.Ordinal));
        }

        Assert.Matches("db_client_connection", await Stack.MetricsAsync(ports["Writer"]));
        Assert.Matches("collector_write_duration_seconds_count\\{[^}]*\\} [1-9]", await Stack.MetricsAsync(ports["Writer"]));
        Assert.Equal(
            ["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"],
            Regex.Matches(await Stack.MetricsAsync(ports["Writer"]), "\ncollector_write_duration_seconds_bucket{[^}]*le=\"([^\"]*)").Select(bucket => bucket.Groups[1].Value));

        await IsAsync(0, ports["Scheduler"], "collector_dead_letters", "queue=\"messages-collected_error\"");
        await broker.PublishAsync("", "messages-collected_error", "{}", new());
        await IsAsync(1, ports["Scheduler"], "collector_dead_letters", "queue=\"messages-collected_error\"");
        await IsAsync(0, ports["Scheduler"], "collector_queue_messages", "queue=\"messages-collected\"");

        await stack.ExecuteAsync("update images set state = 'failed', last_error = 'is not a picture' where image_id = (select min(image_id) from images)");
        await IsAsync(1, ports["Scheduler"], "collector_images_failed", "");
        await IsAsync(1, ports["Scheduler"], "collector_channels_failed", "");
    }

    [Fact]
    public async Task ImagesThatNobodyHasBegunToFetchAreWanted()
    {
        await using var stack = await Stack.NewAsync();
        await stack.UseRabbitMqAsync();
        (await stack.CollectorAsync("channels", "add", stack.Export("measured", new() { Messages = 230, PictureEvery = 20 }))).Succeeded();
        var ports = new[] { "Collector", "Writer", "Scheduler" }.Select(stack.StartListening).ToList();

        await IsAsync(11, ports[^1], "collector_images_wanted", "");
    }

    [Fact]
    public async Task WhatWasNotCountedYetIsToldAsZero()
    {
        await using var stack = await Stack.NewAsync();
        await stack.UseRabbitMqAsync();
        var ports = new[] { "Collector", "Media", "Writer" }.ToDictionary(service => service, stack.StartListening);

        foreach (var (service, line) in new[]
        {
            ("Collector", "collector_pages_read_total{*source=\"export\"*}"), ("Collector", "collector_pages_read_total{*source=\"telegram\"*}"),
            ("Collector", "collector_messages_read_total{*source=\"export\"*}"), ("Collector", "collector_messages_read_total{*source=\"telegram\"*}"),
            ("Collector", "collector_images_total{*outcome=\"stored\"*}"), ("Media", "collector_images_total{*outcome=\"stored\"*}"),
            ("Media", "collector_images_total{*outcome=\"failed\"*}"), ("Media", "collector_images_size_bytes_total{*}"),
            ("Writer", "collector_messages_total{*change=\"inserted\"*}"), ("Writer", "collector_messages_total{*change=\"updated\"*}"),
            ("Writer", "collector_messages_total{*change=\"deleted\"*}"), ("Writer", "collector_pages_written_total{*}"),
        })
            await Eventually.TrueAsync(async () => Regex.IsMatch(await Stack.MetricsAsync(ports[service]), $"\n{line.Replace("*", "[^}]*", StringComparison.Ordinal)} 0\n"), TimeSpan.FromMinutes(3), line);
    }

    [Fact]
    public async Task OneProcessWithEverythingInItTellsItAll()
    {
        await using var stack = await Stack.NewAsync();
        stack.Settings["DASHBOARD_PORT"] = "0";
        (await stack.CollectorAsync("channels", "add", stack.Export("measured", new() { Messages = 230, PictureEvery = 20 }))).Succeeded();
        var port = stack.StartListening("Cli");
        await stack.CompleteAsync();

        await IsAsync(230, port, "collector_messages_total", "change=\"inserted\"");
        await IsAsync(230, port, "collector_messages_read_total", "source=\"export\"");
        await IsAsync(11, port, "collector_images_total", "outcome=\"stored\"");
        await IsAsync(1, port, "collector_channels", "state=\"active\"");
        Assert.Equal("postgresql: Healthy\nmemory: Healthy, Ready\n", await Http.GetStringAsync($"http://127.0.0.1:{port}/health/ready", TestContext.Current.CancellationToken));
    }

    static Task IsAsync(double expected, int port, string name, string label) => Eventually.EqualAsync(expected, async () => Sum(await Stack.MetricsAsync(port), name, label), what: name);

    static double Sum(string text, string name, string label) =>
        Regex.Matches(text, $"^{name}(\\{{[^}}]*\\}})? (\\S+)", RegexOptions.Multiline)
            .Where(line => line.Groups[1].Value.Contains(label, StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture)) is var sum && text.Contains($"{name}", StringComparison.Ordinal) ? sum : double.NaN;
}
