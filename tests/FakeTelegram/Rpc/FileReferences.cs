using System.Buffers.Binary;
using Collector.FakeTelegram.Mtproto;
using Collector.FakeTelegram.Worlds;

namespace Collector.FakeTelegram.Rpc;

/// <summary>What an account must show to get a file; it says by itself whether it is still good.</summary>
sealed class FileReferences(ServerClock clock)
{
    const int Length = 20;

    int epoch;

    /// <summary>Null for ever.</summary>
    public TimeSpan? Lifetime { get; set; }

    public void ExpireAll() => Interlocked.Increment(ref epoch);

    public byte[] Create(FakeAccount account, long file)
    {
        var reference = new byte[Length];
        BinaryPrimitives.WriteInt32LittleEndian(reference, epoch);
        BinaryPrimitives.WriteInt64LittleEndian(reference.AsSpan(4), clock.Now.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(reference.AsSpan(12), Seal(reference, account, file));
        return reference;
    }

    /// <exception cref="RpcErrorException">It is not good.</exception>
    public void Check(byte[] reference, FakeAccount account, long file)
    {
        if (reference.Length == 0)
            throw RpcErrorException.Bad("FILE_REFERENCE_EMPTY");
        if (reference.Length != Length || BinaryPrimitives.ReadInt64LittleEndian(reference.AsSpan(12)) != Seal(reference, account, file))
            throw RpcErrorException.Bad("FILE_REFERENCE_INVALID");
        var age = TimeSpan.FromTicks(clock.Now.UtcTicks - BinaryPrimitives.ReadInt64LittleEndian(reference.AsSpan(4)));
        if (BinaryPrimitives.ReadInt32LittleEndian(reference) != epoch || age > Lifetime)
            throw RpcErrorException.Bad("FILE_REFERENCE_EXPIRED");
    }

    static long Seal(ReadOnlySpan<byte> reference, FakeAccount account, long file) =>
        Noise.Mix(BinaryPrimitives.ReadInt64LittleEndian(reference[4..]) ^ BinaryPrimitives.ReadInt32LittleEndian(reference), account.AccessHash(file));
}
