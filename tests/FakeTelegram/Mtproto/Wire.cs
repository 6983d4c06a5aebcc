using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>The obfuscated intermediate transport: frames with a length in front, over one TCP connection.</summary>
sealed class Wire : IDisposable
{
    const uint Intermediate = 0xeeeeeeee;
    const int Longest = 1 << 24;

    readonly Socket socket;
    readonly NetworkStream stream;
    readonly SemaphoreSlim sending = new(1);
    readonly byte[] length = new byte[4];
    byte[] buffer = new byte[1024];
    CounterMode? incoming;
    CounterMode? outgoing;

    public Wire(Socket socket)
    {
        this.socket = socket;
        socket.NoDelay = true;
        stream = new(socket, ownsSocket: true);
        Remote = (IPEndPoint)socket.RemoteEndPoint!;
    }

    public IPEndPoint Remote { get; }

    /// <summary>What the client wants to speak with; negative for a connection that is for files only.</summary>
    public int Dc { get; private set; }

    /// <summary>Bytes.</summary>
    public long Sent { get; private set; }

    // Linux tells that the peer has closed before the bytes in front of that are read.
    public bool IsOpen
    {
        get
        {
            const int tcp = 6, information = 11, established = 1;
            if (!OperatingSystem.IsLinux())
                return socket.Connected;
            Span<byte> state = stackalloc byte[8];
            try
            {
                socket.GetRawSocketOption(tcp, information, state);
                return state[0] == established;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    public async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        var preamble = new byte[64];
        await stream.ReadExactlyAsync(preamble, cancellationToken);
        var reversed = preamble[8..56];
        Array.Reverse(reversed);
        incoming = new(preamble.AsSpan(8, 32), preamble.AsSpan(40, 16));
        outgoing = new(reversed.AsSpan(0, 32), reversed.AsSpan(32, 16));
        incoming.Apply(preamble);
        Dc = BinaryPrimitives.ReadInt16LittleEndian(preamble.AsSpan(60));
        return BinaryPrimitives.ReadUInt32LittleEndian(preamble.AsSpan(56)) == Intermediate;
    }

    /// <returns>The next frame, valid until the next call; null when the client has closed.</returns>
    public async Task<ArraySegment<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await stream.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, cancellationToken) < length.Length)
            return null;
        incoming!.Apply(length);
        var size = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (size is <= 0 or > Longest)
            throw new InvalidDataException($"A frame of {size} bytes");
        if (size > buffer.Length)
            buffer = new byte[size];
        await stream.ReadExactlyAsync(buffer.AsMemory(0, size), cancellationToken);
        incoming.Apply(buffer.AsSpan(0, size));
        return new(buffer, 0, size);
    }

    /// <param name="frame">With four bytes in front for its length; it is overwritten.</param>
    public async Task SendAsync(Memory<byte> frame, CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame.Span, frame.Length - 4);
        await sending.WaitAsync(cancellationToken);
        try
        {
            outgoing!.Apply(frame.Span);
            // Before it is: whoever has read an answer finds it counted.
            Sent += frame.Length;
            await stream.WriteAsync(frame, cancellationToken);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <param name="reset">With RST, so that the client gets an error where it expects an end.</param>
    public void Close(bool reset)
    {
        if (reset)
            socket.LingerState = new(true, 0);
        stream.Dispose();
    }

    public void Dispose()
    {
        stream.Dispose();
        incoming?.Dispose();
        outgoing?.Dispose();
        sending.Dispose();
    }
}
