using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using TL;
using TL.Methods;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>The server's side of the creation of a key, in three requests.</summary>
[SuppressMessage("Security", "CA5350", Justification = "MTProto")]
sealed class KeyExchange(ServerKey serverKey, ServerClock clock)
{
    const int Hash = 20;

    TL.Int128 nonce;
    TL.Int128 serverNonce;
    Int256 newNonce;
    byte[] aes = [];
    BigInteger secret;

    /// <summary>What the two have agreed on, after the last answer.</summary>
    public AuthKey? Key { get; private set; }

    /// <returns>The answer, or null when the request makes no sense.</returns>
    /// <param name="spoils">Asked whether the last answer is to be wrong.</param>
    public IObject? Answer(IObject request, Func<bool> spoils) => request switch
    {
        ReqPqMulti first => Begin(first.nonce),
        ReqDHParams second when IsKnown(second.nonce, second.server_nonce) => Offer(second),
        SetClientDHParams third when IsKnown(third.nonce, third.server_nonce) && aes.Length > 0 => Finish(third, spoils()),
        _ => null,
    };

    bool IsKnown(TL.Int128 client, TL.Int128 server) => nonce.raw is not null && client == nonce && server == serverNonce;

    ResPQ Begin(TL.Int128 clientNonce)
    {
        nonce = clientNonce;
        serverNonce = new() { raw = RandomNumberGenerator.GetBytes(16) };
        return new()
        {
            nonce = nonce,
            server_nonce = serverNonce,
            pq = DiffieHellman.Bytes(Puzzle.New()),
            server_public_key_fingerprints = [serverKey.Fingerprint],
        };
    }

    ServerDHParamsOk? Offer(ReqDHParams request)
    {
        if (serverKey.Decrypt(request.encrypted_data) is not { } data
            || TlReader.Read(data) is not PQInnerData inner
            || inner.nonce != nonce
            || inner.server_nonce != serverNonce
            || DiffieHellman.Number(inner.p) * DiffieHellman.Number(inner.q) != DiffieHellman.Number(inner.pq))
            return null;
        newNonce = inner.new_nonce;
        aes = TemporaryKeys();
        secret = DiffieHellman.NewSecret();
        var answer = new ServerDHInnerData
        {
            nonce = nonce,
            server_nonce = serverNonce,
            g = DiffieHellman.Generator,
            dh_prime = DiffieHellman.PrimeBytes,
            g_a = DiffieHellman.Pad(DiffieHellman.Power(DiffieHellman.Generator, secret)),
            server_time = clock.Now.UtcDateTime,
        }.ToBytes();
        var encrypted = new byte[(Hash + answer.Length + 15) / 16 * 16];
        SHA1.HashData(answer, encrypted);
        answer.CopyTo(encrypted, Hash);
        Ige.Encrypt(encrypted, aes.AsSpan(0, 32), aes.AsSpan(32));
        return new() { nonce = nonce, server_nonce = serverNonce, encrypted_answer = encrypted };
    }

    DhGenOk? Finish(SetClientDHParams request, bool spoil)
    {
        var data = request.encrypted_data;
        if (data.Length is 0 || data.Length % 16 != 0)
            return null;
        Ige.Decrypt(data, aes.AsSpan(0, 32), aes.AsSpan(32));
        if (TlReader.Read(data[Hash..]) is not ClientDHInnerData inner || inner.nonce != nonce || inner.server_nonce != serverNonce)
            return null;
        // WTelegramClient does not pad one key in 256 that begins with a zero. Tests may not fail by chance, so they spoil one when they want it.
        var shared = DiffieHellman.Bytes(DiffieHellman.Power(DiffieHellman.Number(inner.g_b), secret));
        var salt = BinaryPrimitives.ReadInt64LittleEndian(newNonce.raw) ^ BinaryPrimitives.ReadInt64LittleEndian(serverNonce.raw);
        var key = new AuthKey(shared, salt, clock.Now);
        var hash = SHA1.HashData([.. newNonce.raw, 1, .. key.AuxiliaryHash])[4..];
        if (spoil)
            hash[0] ^= 1;
        else
            Key = key;
        return new() { nonce = nonce, server_nonce = serverNonce, new_nonce_hash1 = new() { raw = hash } };
    }

    // The AES key, then its vector.
    byte[] TemporaryKeys() =>
    [
        .. SHA1.HashData([.. newNonce.raw, .. serverNonce.raw]),
        .. SHA1.HashData([.. serverNonce.raw, .. newNonce.raw]),
        .. SHA1.HashData([.. newNonce.raw, .. newNonce.raw]),
        .. newNonce.raw[..4],
    ];
}
