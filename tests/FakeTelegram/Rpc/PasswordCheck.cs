using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Collector.FakeTelegram.Mtproto;
using TL;

namespace Collector.FakeTelegram.Rpc;

/// <summary>The server's side of one proof, by the SRP protocol, that somebody knows a password.</summary>
sealed class PasswordCheck
{
    static readonly byte[] G = DiffieHellman.Pad(DiffieHellman.Generator);

    readonly byte[] salt1 = RandomNumberGenerator.GetBytes(8);
    readonly byte[] salt2 = RandomNumberGenerator.GetBytes(16);
    readonly BigInteger verifier;
    readonly BigInteger secret = DiffieHellman.NewSecret();
    readonly byte[] challenge;

    public PasswordCheck(string password)
    {
        var inner = Salted(salt2, Salted(salt1, Encoding.UTF8.GetBytes(password)));
        var slow = Rfc2898DeriveBytes.Pbkdf2(inner, salt1, 100_000, HashAlgorithmName.SHA512, 64);
        verifier = DiffieHellman.Power(DiffieHellman.Generator, DiffieHellman.Number(Salted(salt2, slow)));
        var multiplier = DiffieHellman.Number(SHA256.HashData([.. DiffieHellman.PrimeBytes, .. G]));
        challenge = DiffieHellman.Pad(((multiplier * verifier) + DiffieHellman.Power(DiffieHellman.Generator, secret)) % DiffieHellman.Prime);
    }

    public long Id { get; } = Random.Shared.NextInt64();

    public Account_Password Question => new()
    {
        flags = Account_Password.Flags.has_password | Account_Password.Flags.has_hint,
        current_algo = new PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow
        {
            salt1 = salt1,
            salt2 = salt2,
            g = DiffieHellman.Generator,
            p = DiffieHellman.PrimeBytes,
        },
        srp_B = challenge,
        srp_id = Id,
        hint = "as in the test",
        secure_random = RandomNumberGenerator.GetBytes(32),
    };

    public bool Accepts(InputCheckPasswordSRP answer)
    {
        var scrambler = DiffieHellman.Number(SHA256.HashData([.. answer.A, .. challenge]));
        var shared = DiffieHellman.Power(DiffieHellman.Number(answer.A) * DiffieHellman.Power(verifier, scrambler), secret);
        var group = SHA256.HashData(DiffieHellman.PrimeBytes);
        Ige.Xor(group, SHA256.HashData(G));
        var proof = SHA256.HashData(
        [
            .. group,
            .. SHA256.HashData(salt1),
            .. SHA256.HashData(salt2),
            .. answer.A,
            .. challenge,
            .. SHA256.HashData(DiffieHellman.Pad(shared)),
        ]);
        return proof.AsSpan().SequenceEqual(answer.M1);
    }

    static byte[] Salted(byte[] salt, byte[] data) => SHA256.HashData([.. salt, .. data, .. salt]);
}
