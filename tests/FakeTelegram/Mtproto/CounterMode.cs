using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>AES-256 in counter mode over a stream: encrypting and decrypting are the same.</summary>
sealed class CounterMode : IDisposable
{
    const int Block = 16;

    readonly Aes aes = Aes.Create();
    readonly byte[] counters = new byte[256 * Block];
    readonly byte[] stream = new byte[256 * Block];
    UInt128 counter;
    int position = int.MaxValue;
    int end;

    public CounterMode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector)
    {
        aes.SetKey(key);
        counter = BinaryPrimitives.ReadUInt128BigEndian(vector);
    }

    public void Apply(Span<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (position >= end)
                Refill(data.Length);
            var length = Math.Min(data.Length, end - position);
            Ige.Xor(data[..length], stream.AsSpan(position, length));
            position += length;
            data = data[length..];
        }
    }

    public void Dispose() => aes.Dispose();

    void Refill(int wanted)
    {
        (position, end) = (0, Math.Min(stream.Length, (wanted + Block - 1) / Block * Block));
        for (var i = 0; i < end; i += Block)
            BinaryPrimitives.WriteUInt128BigEndian(counters.AsSpan(i), counter++);
        aes.EncryptEcb(counters.AsSpan(0, end), stream.AsSpan(0, end), PaddingMode.None);
    }
}
