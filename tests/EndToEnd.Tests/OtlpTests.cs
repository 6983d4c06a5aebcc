using Collector.Testing;

namespace Collector.EndToEnd.Tests;

public sealed class OtlpTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task MetricsAndTracesOfEveryServiceGoWhereTheSettingSays()
    {
        using var receiver = new OtlpReceiver();
        await using var stack = await Stack.NewAsync();
        await stack.UseRabbitMqAsync();
        (await stack.CollectorAsync("channels", "add", stack.Export("traced", new() { Messages = 230, PictureEvery = 20 }))).Succeeded();
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

        await Eventually.TrueAsync(() => Ways(receiver.Spans).Contains("Writer < Collector < Scheduler"), Patience, "a trace from the command to the rows");
        await Eventually.TrueAsync(() => Ways(receiver.Spans).Contains("Media < Collector < Scheduler"), Patience, "a trace from the command to the image");
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
