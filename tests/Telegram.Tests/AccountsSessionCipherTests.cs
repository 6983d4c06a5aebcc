using System.Security.Cryptography;
using Collector.Telegram.Accounts;

namespace Collector.Telegram.Tests;

public sealed class AccountsSessionCipherTests
{
    readonly SessionCipher cipher = new(new string('a', 32));

    [Fact]
    public void WhatWasEncryptedIsReadAgain() =>
        Assert.Equal([1, 2, 3], cipher.Decrypt(7, cipher.Encrypt(7, [1, 2, 3])));

    [Fact]
    public void EachWriteHasItsOwnNonce() => Assert.NotEqual(cipher.Encrypt(7, [1, 2, 3]), cipher.Encrypt(7, [1, 2, 3]));

    [Fact]
    public void ASessionCannotBePutInThePlaceOfAnother()
    {
        var stored = cipher.Encrypt(7, [1, 2, 3]);
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(8, stored));
    }

    [Fact]
    public void AnotherKeyIsToldBeforeAnythingIsDecrypted()
    {
        var other = new SessionCipher(new string('b', 32));
        Assert.Contains("SESSION_KEY", Assert.Throws<SessionKeyException>(() => other.Verify(cipher.Check)).Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    public void AMissingKeySaysHowToMakeOne(string? key) =>
        Assert.Contains("openssl rand", Assert.Throws<SessionKeyException>(() => new SessionCipher(key)).Message);
}
