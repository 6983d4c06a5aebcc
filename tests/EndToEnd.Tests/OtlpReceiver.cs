using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;

namespace Collector.EndToEnd.Tests;

/// <summary>Takes metrics and traces as OpenTelemetry's collector does: OTLP, protobuf over HTTP.</summary>
sealed class OtlpReceiver : IDisposable
{
    readonly HttpListener listener = new();
    readonly ConcurrentQueue<(string Service, OtlpMessage Metric)> metrics = [];
    readonly ConcurrentQueue<OtlpSpan> spans = [];

    public OtlpReceiver()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        listener.Prefixes.Add($"{Address}/");
        listener.Start();
        _ = ListenAsync();
    }

    public string Address { get; }

    /// <summary>Names of the metrics that this service has sent.</summary>
    public IReadOnlySet<string> MetricsOf(string service) => metrics.Where(one => one.Service == service).Select(one => one.Metric.Text(1)).ToHashSet();

    public IReadOnlyList<OtlpSpan> Spans => [.. spans];

    public void Dispose() => listener.Close();

    async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                Take(context.Request.Url!.AbsolutePath, new(await ByteString.FromStreamAsync(context.Request.InputStream)));
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

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
