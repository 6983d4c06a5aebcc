using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Collector.Telegram.Clients;

/// <summary>Asks a SOCKS5 proxy for a connection (RFC 1928; name and password as in RFC 1929).</summary>
sealed class Socks5(Uri proxy)
{
    const int DefaultPort = 1080;
    const byte Version = 5, NoAuthentication = 0, Password = 2, Connect = 1, DomainName = 3, IpV6 = 4;

    /// <exception cref="IOException">The proxy is not there or refuses the login, and why.</exception>
    /// <exception cref="SocketException">The proxy cannot reach the address.</exception>
    public async Task<TcpClient> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await ReachAsync(client, cancellationToken);
            var stream = client.GetStream();
            await AuthenticateAsync(stream, cancellationToken);
            await stream.WriteAsync(Request(host, port), cancellationToken);
            await ReadReplyAsync(stream, cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    async Task ReachAsync(TcpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.ConnectAsync(proxy.Host, proxy.Port > 0 ? proxy.Port : DefaultPort, cancellationToken);
        }
        catch (SocketException away)
        {
            throw new IOException($"The proxy {proxy.Host} cannot be reached: {away.Message}", away);
        }
    }

    async Task AuthenticateAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        string[] credentials = [.. proxy.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString)];
        var method = credentials is [_, _] ? Password : NoAuthentication;
        await stream.WriteAsync(new byte[] { Version, 1, method }, cancellationToken);
        var answer = new byte[2];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        if (answer[1] != method)
            throw new IOException($"The proxy {proxy.Host} wants {(method == Password ? "no password" : "a name and a password")}: set TELEGRAM_PROXY accordingly.");
        if (method == NoAuthentication)
            return;

        byte[] name = Encoding.UTF8.GetBytes(credentials[0]), password = Encoding.UTF8.GetBytes(credentials[1]);
        await stream.WriteAsync((byte[])[1, (byte)name.Length, .. name, (byte)password.Length, .. password], cancellationToken);
        await stream.ReadExactlyAsync(answer, cancellationToken);
        if (answer[1] != 0)
            throw new IOException($"The proxy {proxy.Host} refuses the name and password in TELEGRAM_PROXY.");
    }

    static byte[] Request(string host, int port)
    {
        var address = IPAddress.TryParse(host, out var ip)
            ? [ip.AddressFamily == AddressFamily.InterNetworkV6 ? IpV6 : (byte)1, .. ip.GetAddressBytes()]
            : (byte[])[DomainName, (byte)Encoding.ASCII.GetByteCount(host), .. Encoding.ASCII.GetBytes(host)];
        var request = (byte[])[Version, Connect, 0, .. address, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(^2), (ushort)port);
        return request;
    }

    async Task ReadReplyAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new byte[5];
        await stream.ReadExactlyAsync(head, cancellationToken);
        if (head[1] != 0)
            throw new SocketException((int)SocketError.HostUnreachable, $"The proxy {proxy.Host} could not connect to Telegram (SOCKS5 reply {head[1]}).");
        var address = head[3] switch { IpV6 => 16, DomainName => 1 + head[4], _ => 4 };
        // One byte of it came with the head; two of the port follow.
        await stream.ReadExactlyAsync(new byte[address - 1 + 2], cancellationToken);
    }
}
