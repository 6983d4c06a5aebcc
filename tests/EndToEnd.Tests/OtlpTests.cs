using Collector.Testing;

namespace Collector.EndToEnd.Tests;

public sealed class OtlpTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task MetricsAndTracesOfEveryServiceGoWhereTheSettingSays()
    {
        await using var receiver = new OtlpReceiver();
        await using var stack = await Stack.NewAsync();
        await stack.UseRabbitMqAsync();
        await AddAsync(1);
        stack.Settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address;
        stack.Settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        stack.Settings["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        foreach (var service in new[] { "Scheduler", "Collector", "Media", "Writer" })
            stack.Start(service);
        await stack.CompleteAsync();

        foreach (var (service, metric) in new[]
        {
            ("Scheduler", "collector.ledger.missing"), ("Collector", "collector.messages.read"), ("Media", "collector.images"), ("Writer", "collector.write.duration"), ("Writer", "dotnet.process.cpu.time"),
        })
            await Eventually.TrueAsync(() => receiver.MetricsOf($"Collector.{service}").Contains(metric), Patience, metric);

        // From the command to the rows, and to the image. OpenTelemetry drops what it could not hand over in time, on a busy machine a step of one trace (seen once), not of each.
        string[] wanted = ["Writer < Collector < Scheduler", "Media < Collector < Scheduler"];
        var channels = 1;
        await Eventually.TrueAsync(
            async () =>
            {
                // Spans are handed over every five seconds.
                await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
                if (wanted.All(Ways(receiver.Spans).Contains))
                    return true;
                await AddAsync(++channels);
                return false;
            },
            Patience,
            "traces of every step");

        async Task AddAsync(int number) =>
            (await stack.CollectorAsync("channels", "add", stack.Export($"traced{number}", new() { ChatId = 100 + number, Messages = 230, PictureEvery = 20 }))).Succeeded();
    }

    // Where each step comes from: its service, and those of the steps before it.
    static IEnumerable<string> Ways(IReadOnlyList<OtlpSpan> spans)
    {
        var byId = spans.ToLookup(span => (span.Trace, span.Id));
        foreach (var span in spans)
        {
            var services = new List<string>();
            for (var step = span; step is not null; step = byId[(step.Trace, step.Parent)].FirstOrDefault())
                if (services.LastOrDefault() != step.Service)
                    services.Add(step.Service);
            yield return string.Join(" < ", services.Select(service => service["Collector.".Length..]));
        }
    }
}
