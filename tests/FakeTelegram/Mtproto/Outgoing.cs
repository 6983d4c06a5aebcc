using System.Buffers.Binary;
using System.Security.Cryptography;
using TL;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>Builds the frames that the server sends.</summary>
sealed class Outgoing : IDisposable
{
    const int Length = 4, Block = 16, LeastPadding = 12;

    readonly MemoryStream stream = new(4096);
    readonly BinaryWriter writer;

    public Outgoing() => writer = new(stream);

    /// <summary>During the key exchange.</summary>
    public Memory<byte> Plain(long messageId, IObject body)
    {
        Begin();
        writer.Write(0L);
        writer.Write(messageId);
        writer.Write(0);
        var start = (int)stream.Position;
        writer.WriteTLObject(body);
        BinaryPrimitives.WriteInt32LittleEndian(stream.GetBuffer().AsSpan(start - 4), (int)stream.Position - start);
        return Written;
    }

    public Memory<byte> Encrypted(AuthKey key, Session session, long salt, long messageId, int number, Action<BinaryWriter> body)
    {
        Begin();
        stream.Position += Packet.Head;
        writer.Write(salt);
        writer.Write(session.Id);
        writer.Write(messageId);
        writer.Write(number);
        writer.Write(0);
        body(writer);
        var end = (int)stream.Position;
        var size = end - Length - Packet.Head;
        var padded = (size + LeastPadding + Block - 1) / Block * Block;
        stream.SetLength(end - size + padded);
        var buffer = stream.GetBuffer().AsSpan(0, (int)stream.Length);
        RandomNumberGenerator.Fill(buffer[end..]);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[(Length + Packet.Head + 28)..], size - Packet.InnerHead);
        Packet.Encrypt(key, buffer[Length..]);
        return Written;
    }

    /// <summary>Instead of an answer when the frame could not be understood.</summary>
    public static Memory<byte> TransportError(int code)
    {
        var frame = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), -code);
        return frame;
    }

    public void Dispose() => writer.Dispose();

    Memory<byte> Written => stream.GetBuffer().AsMemory(0, (int)stream.Length);

    void Begin()
    {
        stream.SetLength(0);
        writer.Write(0);
    }
}
