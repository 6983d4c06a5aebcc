using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Collector.Scheduler.Tests;

/// <summary>A web server that keeps what is posted to it.</summary>
public sealed class Webhook : IAsyncDisposable
{
    readonly HttpListener listener = new();
    readonly List<string> bodies = [];
    readonly Task listening;

    public Webhook()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/hook/";
        }

        listener.Prefixes.Add(Address);
        listener.Start();
        listening = ListenAsync();
    }

    public string Address { get; }

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

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await listening;
    }

    async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                // As small receivers do, who know no other way.
                var content = new byte[context.Request.ContentLength64];
                await context.Request.InputStream.ReadExactlyAsync(content);
                var body = Encoding.UTF8.GetString(content);
                lock (bodies)
                    bodies.Add(body);
                context.Response.StatusCode = (int)Answer;
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
