using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Collector.Testing;

/// <summary>A piece of network in front of a server, which can be cut.</summary>
public sealed class Relay : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentBag<TcpClient> open = [];
    readonly string host;
    readonly int port;
    volatile bool refusing;
    volatile bool mute;
    volatile byte[]? fatal;

    public Relay(string host, int port)
    {
        (this.host, this.port) = (host, port);
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <param name="silently">Connections stay open, and nothing passes; otherwise they break, and new ones do at once.</param>
    public void Cut(bool silently)
    {
        (mute, refusing) = (true, !silently);
        if (refusing)
            CloseAll();
    }

    /// <summary>Breaks all connections whenever these bytes are on their way to the server; new ones are welcome at once.</summary>
    public void CutAt(byte[] words) => fatal = words;

    public void Restore()
    {
        refusing = false;
        mute = false;
    }

    public void Dispose()
    {
        listener.Dispose();
        CloseAll();
    }

    void CloseAll()
    {
        while (open.TryTake(out var connection))
            connection.Dispose();
    }

    async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                return;
            }

            if (refusing)
                client.Dispose();
            else
                _ = PassAsync(client);
        }
    }

    async Task PassAsync(TcpClient client)
    {
        open.Add(client);
        var server = new TcpClient();
        open.Add(server);
        try
        {
            await server.ConnectAsync(host, port);
            await Task.WhenAny(PassAsync(client.GetStream(), server.GetStream(), toServer: true), PassAsync(server.GetStream(), client.GetStream(), toServer: false));
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
        {
            // Both ends see it below.
        }

        client.Dispose();
        server.Dispose();
    }

    async Task PassAsync(NetworkStream from, NetworkStream to, bool toServer)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer) is > 0 and var read)
        {
            if (toServer && fatal is { } words && buffer.AsSpan(0, read).IndexOf(words) >= 0)
                CloseAll();
            while (mute)
                await Task.Delay(50);
            await to.WriteAsync(buffer.AsMemory(0, read));
        }
    }
}
