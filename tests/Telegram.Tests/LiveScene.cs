using Collector.EndToEnd.Tests;
using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;
using Collector.Telegram.Accounts;
using Npgsql;

namespace Collector.Telegram.Tests;

/// <summary>The built programs, and a Telegram for them to read.</summary>
sealed class LiveScene : IAsyncDisposable
{
    const string SessionKey = "a key for tests, longer than it need be";

    readonly string key = Path.GetTempFileName();

    LiveScene(Stack stack, World world, FakeTelegramServer server) => (Stack, World, Server) = (stack, world, server);

    public Stack Stack { get; }

    public World World { get; }

    public FakeTelegramServer Server { get; }

    public static async Task<LiveScene> NewAsync()
    {
        var world = new World();
        var scene = new LiveScene(await Stack.NewAsync(), world, await FakeTelegramServer.StartAsync(world));
        await File.WriteAllTextAsync(scene.key, FakeTelegramServer.PublicKeyPem);
        var settings = scene.Stack.Settings;
        settings["Transport"] = "memory";
        settings["TELEGRAM_API_ID"] = "1";
        settings["TELEGRAM_API_HASH"] = FakeClient.ApiHash;
        settings["TELEGRAM_SERVER"] = scene.Server.Address;
        settings["TELEGRAM_SERVER_KEY"] = scene.key;
        settings["SESSION_KEY"] = SessionKey;
        return scene;
    }

    /// <summary>An account that is logged in, with a session in the database.</summary>
    public async Task<FakeAccount> LoggedInAsync(string phone)
    {
        var account = World.AddAccount(phone);
        using var session = new MemoryStream();
        await (await FakeClient.SignedInAsync(Server, account, session)).DisposeAsync();

        await using var database = NpgsqlDataSource.Create(Stack.Settings["ConnectionStrings__Postgres"]);
        var id = await new AccountTable(database).AddAsync(account.Id, $"+{phone}", account.Name, default);
        await new SessionTable(database, new SessionCipher(SessionKey)).AddAsync(id, session.ToArray(), default);
        return account;
    }

    public async Task AddAsync(params string[] channels) => (await Stack.CollectorAsync(["channels", "add", .. channels])).Succeeded();

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        await Server.DisposeAsync();
        File.Delete(key);
    }
}
