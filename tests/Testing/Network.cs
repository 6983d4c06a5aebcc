using System.Net;
using System.Net.Sockets;

namespace Collector.Testing;

/// <summary>The way to a server on this machine; a test may cut it, or let it go silent.</summary>
public sealed class Network : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource ending = new();
    readonly Lock turn = new();
    readonly List<Socket> open = [];
    readonly int server;
    readonly Task accepting;
    Task silence = Task.CompletedTask;

    /// <param name="server">The server's port on 127.0.0.1.</param>
    public Network(int server)
    {
        this.server = server;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Clients connect to this one on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Resets every connection.</summary>
    public void Cut()
    {
        lock (turn)
        {
            foreach (var socket in open)
                socket.Close(0);
            open.Clear();
        }
    }

    /// <summary>Nothing arrives any more, and nobody is told, until time has passed.</summary>
    public void Silence(TimeSpan length) => silence = Task.Delay(length, ending.Token);

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptSocketAsync(ending.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    async Task ServeAsync(Socket client)
    {
        var upstream = new Socket(SocketType.Stream, ProtocolType.Tcp);
        lock (turn)
            open.AddRange([client, upstream]);
        try
        {
            await silence;
            await upstream.ConnectAsync(IPAddress.Loopback, server, ending.Token);
            await Task.WhenAny(PassAsync(client, upstream), PassAsync(upstream, client));
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The server is away, or the connection was cut.
        }
        finally
        {
            lock (turn)
            {
                open.Remove(client);
                open.Remove(upstream);
            }

            client.Dispose();
            upstream.Dispose();
        }
    }

    async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, ending.Token) is > 0 and var length)
        {
            await silence;
            await to.SendAsync(buffer.AsMemory(0, length), ending.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        Cut();
        await accepting;
        ending.Dispose();
    }
}
