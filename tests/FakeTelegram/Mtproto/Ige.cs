using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>AES-256 in infinite garble extension mode. The vector is the last encrypted block, then the last plain one.</summary>
static class Ige
{
    const int Block = 16;

    // Every encrypted block is E(plain ^ last encrypted) ^ last plain. That is CBC over plain blocks which are mixed with
    // the last but one before, and with the last one after, so one native call encrypts the whole.
    public static void Encrypt(Span<byte> data, ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector)
    {
        var rented = ArrayPool<byte>.Shared.Rent(data.Length);
        var mixed = rented.AsSpan(0, data.Length);
        var first = vector[Block..];
        data.CopyTo(mixed);
        if (data.Length > Block)
            Mix(mixed[Block..], first, data);
        using var aes = Aes.Create();
        aes.SetKey(key);
        aes.EncryptCbc(mixed, vector[..Block], mixed, PaddingMode.None);
        Mix(mixed, first, data);
        mixed.CopyTo(data);
        ArrayPool<byte>.Shared.Return(rented);
    }

    public static void Decrypt(Span<byte> data, ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector)
    {
        using var aes = Aes.Create();
        (aes.Mode, aes.Padding) = (CipherMode.ECB, PaddingMode.None);
        aes.SetKey(key);
        using var blocks = aes.CreateDecryptor();
        var block = new byte[Block];
        Span<byte> lastEncrypted = stackalloc byte[Block], lastPlain = stackalloc byte[Block], encrypted = stackalloc byte[Block];
        vector[..Block].CopyTo(lastEncrypted);
        vector[Block..].CopyTo(lastPlain);
        for (; !data.IsEmpty; data = data[Block..])
        {
            data[..Block].CopyTo(encrypted);
            encrypted.CopyTo(block);
            Mix(block, lastPlain, []);
            blocks.TransformBlock(block, 0, Block, block, 0);
            Mix(block, lastEncrypted, []);
            block.CopyTo(data);
            block.CopyTo(lastPlain);
            encrypted.CopyTo(lastEncrypted);
        }
    }

    // Xors one block of first and then of rest into data.
    static void Mix(Span<byte> data, ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest)
    {
        Xor(data[..Block], first);
        if (data.Length > Block)
            Xor(data[Block..], rest[..(data.Length - Block)]);
    }

    public static void Xor(Span<byte> data, ReadOnlySpan<byte> other)
    {
        var width = Vector<byte>.Count;
        var whole = data.Length / width * width;
        var vectors = MemoryMarshal.Cast<byte, Vector<byte>>(data[..whole]);
        var others = MemoryMarshal.Cast<byte, Vector<byte>>(other[..whole]);
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] ^= others[i];
        for (var i = whole; i < data.Length; i++)
            data[i] ^= other[i];
    }
}
