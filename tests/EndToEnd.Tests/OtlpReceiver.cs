using System.Collections.Concurrent;
using Collector.Testing;
using Google.Protobuf;

namespace Collector.EndToEnd.Tests;

/// <summary>Takes metrics and traces as OpenTelemetry's collector does: OTLP, protobuf over HTTP.</summary>
sealed class OtlpReceiver : IAsyncDisposable
{
    readonly HttpReceiver receiver;
    readonly ConcurrentQueue<(string Service, OtlpMessage Metric)> metrics = [];
    readonly ConcurrentQueue<OtlpSpan> spans = [];

    public OtlpReceiver() => receiver = new(async (request, response) =>
    {
        Take(request.Url!.AbsolutePath, new(await ByteString.FromStreamAsync(request.InputStream)));
        response.ContentType = "application/x-protobuf";
    });

    public string Address => receiver.Address;

    /// <summary>Names of the metrics that this service has sent.</summary>
    public IReadOnlySet<string> MetricsOf(string service) => metrics.Where(one => one.Service == service).Select(one => one.Metric.Text(1)).ToHashSet();

    public IReadOnlyList<OtlpSpan> Spans => [.. spans];

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    // A request has groups by resource, these have groups by scope, and these the things themselves.
    void Take(string path, OtlpMessage request)
    {
        foreach (var group in request.All(1))
        {
            var service = group.One(1).All(1).Single(attribute => attribute.Text(1) == "service.name").One(2).Text(1);
            foreach (var item in group.All(2).SelectMany(scope => scope.All(2)))
                if (path == "/v1/metrics")
                    metrics.Enqueue((service, item));
                else if (path == "/v1/traces")
                    spans.Enqueue(new(service, item.Hex(1), item.Hex(2), item.Hex(4), item.Text(5)));
        }
    }
}
