using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Collector.Telegram.Accounts;

/// <summary>Encrypts sessions at rest: AES-256-GCM under a key derived from SESSION_KEY, bound to the session's id.</summary>
public sealed class SessionCipher
{
    const int NonceBytes = 12;
    const int TagBytes = 16;

    readonly byte[] key;
    readonly byte[] check;

    /// <exception cref="SessionKeyException">The key is missing or shorter than 32 characters.</exception>
    public SessionCipher(string? sessionKey)
    {
        if (sessionKey is not { Length: >= 32 })
            throw new SessionKeyException("SESSION_KEY is not set or shorter than 32 characters: make one with 'openssl rand -base64 32', and keep it.");
        var secret = Encoding.UTF8.GetBytes(sessionKey);
        key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "collector session data"u8.ToArray());
        check = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 16, info: "collector key check"u8.ToArray());
    }

    /// <summary>16 bytes that tell this key from another, and nothing about it; stored beside each session.</summary>
    public ReadOnlySpan<byte> Check => check;

    /// <exception cref="SessionKeyException">The session was stored under another SESSION_KEY.</exception>
    public void Verify(ReadOnlySpan<byte> storedCheck)
    {
        if (!CryptographicOperations.FixedTimeEquals(check, storedCheck))
            throw new SessionKeyException("SESSION_KEY is not the key that the stored sessions were encrypted with: set the former one. Nothing was changed.");
    }

    /// <summary>Nonce, tag and ciphertext in one array.</summary>
    public byte[] Encrypt(int sessionId, ReadOnlySpan<byte> data)
    {
        var stored = new byte[NonceBytes + TagBytes + data.Length];
        var nonce = stored.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, data, stored.AsSpan(NonceBytes + TagBytes), stored.AsSpan(NonceBytes, TagBytes), Bind(sessionId));
        return stored;
    }

    /// <exception cref="CryptographicException">The data was altered, or belongs to another session.</exception>
    public byte[] Decrypt(int sessionId, ReadOnlySpan<byte> stored)
    {
        if (stored.Length < NonceBytes + TagBytes)
            throw new CryptographicException("The stored session is too short.");
        var data = new byte[stored.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(stored[..NonceBytes], stored[(NonceBytes + TagBytes)..], stored.Slice(NonceBytes, TagBytes), data, Bind(sessionId));
        return data;
    }

    static byte[] Bind(int sessionId)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, sessionId);
        return bytes;
    }
}
