using System.Net;
using System.Net.Sockets;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>A port on which connections come in; closed and opened again it stays the same.</summary>
sealed class Listener(Action<Socket> serve, int port) : IDisposable
{
    TcpListener? listener;

    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, port);

    public void Open()
    {
        listener = new(Address);
        listener.Start(512);
        Address = (IPEndPoint)listener.LocalEndpoint;
        _ = AcceptAsync(listener);
    }

    public void Close() => listener?.Stop();

    public void Dispose() => listener?.Dispose();

    async Task AcceptAsync(TcpListener open)
    {
        try
        {
            while (true)
                serve(await open.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }
}
