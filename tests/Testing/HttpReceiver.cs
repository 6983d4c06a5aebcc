using System.Net;
using System.Net.Sockets;

namespace Collector.Testing;

/// <summary>A web server on a free port of this machine, for what the product sends to others.</summary>
public sealed class HttpReceiver : IAsyncDisposable
{
    readonly HttpListener listener = new();
    readonly Func<HttpListenerRequest, HttpListenerResponse, Task> answerAsync;
    readonly Task listening;

    /// <param name="answerAsync">Called for one request after another; the response is closed after it.</param>
    public HttpReceiver(Func<HttpListenerRequest, HttpListenerResponse, Task> answerAsync)
    {
        this.answerAsync = answerAsync;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add($"{Address}/");
        listener.Start();
        listening = ListenAsync();
    }

    public string Address { get; }

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
                await answerAsync(context.Request, context.Response);
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
