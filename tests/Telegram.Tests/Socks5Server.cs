using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Collector.Telegram.Tests;

/// <summary>A SOCKS5 proxy (RFC 1928, RFC 1929).</summary>
sealed class Socks5Server : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentQueue<string> targets = [];

    public Socks5Server()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Who may use it; null for everybody.</summary>
    public (string Name, string Password)? Login { get; init; }

    /// <summary>What it answers to a request instead of connecting; 0 connects.</summary>
    public byte Refusal { get; init; }

    /// <summary>What it was asked to connect with, <c>host:port</c>.</summary>
    public IReadOnlyCollection<string> Targets => targets;

    public void Dispose() => listener.Dispose();

    async Task AcceptAsync()
    {
        while (true)
            try
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                return;
            }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        using var server = new TcpClient();
        try
        {
            var stream = client.GetStream();
            if (!await GreetAsync(stream) || await TargetAsync(stream) is not { } target)
                return;
            targets.Enqueue($"{target}");
            await stream.WriteAsync(new byte[] { 5, Refusal, 0, 1, 0, 0, 0, 0, 0, 0 });
            if (Refusal != 0)
                return;
            await server.ConnectAsync(target);
            await Task.WhenAny(stream.CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(stream));
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            // Either end may go when it likes.
        }
    }

    async Task<bool> GreetAsync(NetworkStream stream)
    {
        var methods = await ReadAsync(stream, (await ReadAsync(stream, 2))[1]);
        var wanted = (byte)(Login is null ? 0 : 2);
        if (!methods.Contains(wanted))
        {
            await stream.WriteAsync(new byte[] { 5, 0xff });
            return false;
        }

        await stream.WriteAsync(new byte[] { 5, wanted });
        if (Login is not { } login)
            return true;
        var name = Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 2))[1]));
        var password = Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
        var good = (name, password) == login;
        await stream.WriteAsync(new byte[] { 1, (byte)(good ? 0 : 1) });
        return good;
    }

    // Addresses of version 4 only: Telegram's are told as such.
    static async Task<IPEndPoint?> TargetAsync(NetworkStream stream)
    {
        var request = await ReadAsync(stream, 10);
        return request is [5, 1, 0, 1, ..] ? new(new IPAddress(request[4..8]), BinaryPrimitives.ReadUInt16BigEndian(request.AsSpan(8))) : null;
    }

    static async Task<byte[]> ReadAsync(NetworkStream stream, int bytes)
    {
        var read = new byte[bytes];
        await stream.ReadExactlyAsync(read);
        return read;
    }
}
