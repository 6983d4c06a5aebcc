using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;
using WTelegram;

namespace Collector.Telegram.Tests;

/// <summary>Real clients of a fake Telegram.</summary>
static class FakeClient
{
    public const string ApiHash = "0123456789abcdef0123456789abcdef";

    static FakeClient()
    {
        Helpers.Log = (_, _) => { };
        Encryption.LoadPublicKey(FakeTelegramServer.PublicKeyPem);
    }

    /// <param name="session">What an earlier client has left; null for a new one.</param>
    public static Client New(FakeTelegramServer server, FakeAccount account, Stream? session = null, string? code = null, string? password = null) => new(
        what => what switch
        {
            "api_id" => "1",
            "api_hash" => ApiHash,
            "server_address" => server.Address,
            "phone_number" => account.Phone,
            "verification_code" => code ?? account.Code,
            "password" => password ?? account.Password ?? throw new InvalidOperationException("There is no password."),
            _ => null,
        },
        session ?? new MemoryStream())
    {
        FloodRetryThreshold = 0,
        MaxCodePwdAttempts = 1,
    };

    public static async Task<Client> SignedInAsync(FakeTelegramServer server, FakeAccount account, Stream? session = null)
    {
        var client = New(server, account, session);
        await client.LoginUserIfNeeded(reloginOnFailedResume: false);
        return client;
    }

    /// <summary>What the client has kept, for the next one.</summary>
    public static MemoryStream Copy(MemoryStream session)
    {
        var copy = new MemoryStream();
        copy.Write(session.ToArray());
        copy.Position = 0;
        return copy;
    }
}
