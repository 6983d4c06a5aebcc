using System.Net;
using System.Text;
using Collector.Testing;

namespace Collector.Scheduler.Tests;

/// <summary>Keeps what is posted to it.</summary>
public sealed class Webhook : IAsyncDisposable
{
    readonly List<string> bodies = [];
    readonly HttpReceiver receiver;

    public Webhook() => receiver = new(TakeAsync);

    public string Address => $"{receiver.Address}/hook";

    /// <summary>What it says to the next one.</summary>
    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    public IReadOnlyList<string> Bodies
    {
        get
        {
            lock (bodies)
                return [.. bodies];
        }
    }

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    async Task TakeAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        // As small receivers do, who know no other way.
        var content = new byte[request.ContentLength64];
        await request.InputStream.ReadExactlyAsync(content);
        lock (bodies)
            bodies.Add(Encoding.UTF8.GetString(content));
        response.StatusCode = (int)Answer;
    }
}
