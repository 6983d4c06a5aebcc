using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using TL;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>The RSA key that a client must know before it talks to the server.</summary>
sealed class ServerKey
{
    // One for the process: a client's list of keys is one too, and may not be changed while it is used.
    static readonly Lazy<ServerKey> OfProcess = new(() => new());

    readonly BigInteger modulus;
    readonly BigInteger exponent;

    [SuppressMessage("Security", "CA5350", Justification = "MTProto")]
    ServerKey()
    {
        using var rsa = RSA.Create(2048);
        var parameters = rsa.ExportParameters(includePrivateParameters: true);
        modulus = DiffieHellman.Number(parameters.Modulus);
        exponent = DiffieHellman.Number(parameters.D);
        Pem = rsa.ExportRSAPublicKeyPem();
        var bare = new RSAPublicKey { n = parameters.Modulus, e = parameters.Exponent }.ToBytes().AsSpan(4);
        Fingerprint = BinaryPrimitives.ReadInt64LittleEndian(SHA1.HashData(bare).AsSpan(12));
    }

    public static ServerKey Shared => OfProcess.Value;

    public string Pem { get; }

    public long Fingerprint { get; }

    /// <summary>Undoes RSA_PAD.</summary>
    /// <returns>The padded data, or null when it was encrypted for another key.</returns>
    public byte[]? Decrypt(ReadOnlySpan<byte> encrypted)
    {
        var padded = DiffieHellman.Pad(BigInteger.ModPow(DiffieHellman.Number(encrypted), exponent, modulus)).AsSpan();
        var (key, data) = (padded[..32].ToArray(), padded[32..].ToArray());
        Ige.Xor(key, SHA256.HashData(data));
        Ige.Decrypt(data, key, new byte[32]);
        Array.Reverse(data, 0, 192);
        return SHA256.HashData([.. key, .. data.AsSpan(0, 192)]).AsSpan().SequenceEqual(data.AsSpan(192)) ? data[..192] : null;
    }
}
