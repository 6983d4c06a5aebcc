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
        listener = Start();
        Address = (IPEndPoint)listener.LocalEndpoint;
        _ = AcceptAsync(listener);
    }

    public void Close() => listener?.Stop();

    public void Dispose() => listener?.Dispose();

    TcpListener Start()
    {
        while (true)
        {
            // Below the ports that outgoing connections get: one of them would have it when it is opened again.
            var started = new TcpListener(Address.Port > 0 ? Address : new(IPAddress.Loopback, Random.Shared.Next(20_000, 32_768)));
            try
            {
                started.Start(512);
                return started;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse && Address.Port == 0)
            {
                started.Dispose();
            }
        }
    }

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
