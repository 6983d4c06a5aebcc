using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>MTProto 2.0's encryption of one message.</summary>
static class Packet
{
    /// <summary>Key id and message key, in front of what is encrypted.</summary>
    public const int Head = 24;

    /// <summary>Salt, session, message id, number and length, in front of the body.</summary>
    public const int InnerHead = 32;

    const int FromClient = 0, FromServer = 8;

    /// <returns>The plain text, inside the frame; empty when it is not a message for this key.</returns>
    public static ArraySegment<byte> Decrypt(AuthKey key, ArraySegment<byte> frame)
    {
        if (frame.Count < Head + InnerHead)
            return default;
        var messageKey = frame.AsSpan(8, 16);
        var text = frame.Slice(Head, (frame.Count - Head) & ~15);
        Span<byte> aes = stackalloc byte[64], expected = stackalloc byte[32];
        DeriveKeys(key.Bytes, messageKey, FromClient, aes);
        Ige.Decrypt(text, aes[..32], aes[32..]);
        MessageKey(key.Bytes, text, FromClient, expected);
        return expected.Slice(8, 16).SequenceEqual(messageKey) ? text : default;
    }

    /// <param name="packet">Its head is written; its text, a multiple of 16 bytes with padding, is encrypted in place.</param>
    public static void Encrypt(AuthKey key, Span<byte> packet)
    {
        Span<byte> aes = stackalloc byte[64], hash = stackalloc byte[32];
        MessageKey(key.Bytes, packet[Head..], FromServer, hash);
        BinaryPrimitives.WriteInt64LittleEndian(packet, key.Id);
        hash.Slice(8, 16).CopyTo(packet[8..]);
        DeriveKeys(key.Bytes, packet.Slice(8, 16), FromServer, aes);
        Ige.Encrypt(packet[Head..], aes[..32], aes[32..]);
    }

    static void MessageKey(byte[] key, ReadOnlySpan<byte> text, int from, Span<byte> hash)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(key.AsSpan(88 + from, 32));
        sha.AppendData(text);
        sha.GetHashAndReset(hash);
    }

    // The AES key, then its vector.
    static void DeriveKeys(byte[] key, ReadOnlySpan<byte> messageKey, int from, Span<byte> aes)
    {
        Span<byte> input = stackalloc byte[52], a = stackalloc byte[32], b = stackalloc byte[32];
        messageKey.CopyTo(input);
        key.AsSpan(from, 36).CopyTo(input[16..]);
        SHA256.HashData(input, a);
        key.AsSpan(40 + from, 36).CopyTo(input);
        messageKey.CopyTo(input[36..]);
        SHA256.HashData(input, b);
        a[..8].CopyTo(aes);
        b[8..24].CopyTo(aes[8..]);
        a[24..].CopyTo(aes[24..]);
        b[..8].CopyTo(aes[32..]);
        a[8..24].CopyTo(aes[40..]);
        b[24..].CopyTo(aes[56..]);
    }
}
