using Collector.Database;
using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;
using Collector.Testing;
using Dapper;

namespace Collector.Cli.Tests.Accounts;

/// <summary>An empty database, and a fake Telegram that the settings point to.</summary>
sealed class TelegramScene : IAsyncDisposable
{
    readonly TestDatabase database = new();
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("collector-telegram-");

    public World World { get; } = new();

    public FakeTelegramServer Server { get; private set; } = null!;

    /// <summary>As environment variables are named.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public static async Task<TelegramScene> StartAsync()
    {
        var scene = new TelegramScene();
        await scene.database.InitializeAsync();
        scene.Server = await FakeTelegramServer.StartAsync(scene.World);
        var key = Path.Combine(scene.folder.FullName, "telegram.pem");
        await File.WriteAllTextAsync(key, FakeTelegramServer.PublicKeyPem);
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = scene.database.ConnectionString,
            ["COLLECTOR_DATA"] = scene.folder.FullName,
            ["TELEGRAM_API_ID"] = "1",
            ["TELEGRAM_API_HASH"] = "0123456789abcdef0123456789abcdef",
            ["SESSION_KEY"] = "a key of at least 32 characters…",
            ["TELEGRAM_SERVER"] = scene.Server.Address,
            ["TELEGRAM_SERVER_KEY"] = key,
        })
            scene.Settings[name] = value;
        return scene;
    }

    /// <param name="input">What is piped into it, line by line.</param>
    public TestShell Shell(params string[] input) => new(
        Settings.ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value),
        string.Join('\n', input));

    public async Task LogInAsync(FakeAccount account)
    {
        var shell = Shell(account.Code, account.Password ?? "");
        Assert.True(await shell.RunAsync("login", "--phone", account.Phone) == 0, shell.Error);
    }

    public Task<T?> QueryAsync<T>(string sql) => database.DataSource.ExecuteScalarAsync<T>(sql, null, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
