using Collector.Database;
using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;
using Collector.Telegram.Accounts;
using Collector.Telegram.Clients;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WTelegram;

namespace Collector.Telegram.Tests;

/// <summary>A database, a fake Telegram, and what logs in and out there.</summary>
sealed class LoginScene : IAsyncDisposable
{
    const string Key = "a key of at least 32 characters…";

    readonly TestDatabase database = new();
    readonly LeaseOptions leasing = new();
    TelegramOptions options = null!;
    SessionCipher cipher = new(Key);

    public World World { get; } = new();

    public FakeTelegramServer Server { get; private set; } = null!;

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public AccountTable Accounts => new(database.DataSource);

    public SessionTable Sessions => new(database.DataSource, cipher);

    public TakeoutTable Takeouts => new(database.DataSource, new(database.DataSource, TimeProvider.System, NullLogger<DatabaseOutages>.Instance));

    public SessionLeases Leases => new(database.DataSource, leasing, TimeProvider.System);

    public ClientFactory Factory => FactoryOf(options.ApiHash!);

    public Login Login => new(Factory, Check, Accounts, Sessions, Time);

    public AccountRemoval Removal => new(Factory, Check, Accounts, Sessions, Leases, TimeProvider.System);

    SessionKeyCheck Check => new(database.DataSource, Options.Create(options));

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<LoginScene> StartAsync()
    {
        var scene = new LoginScene();
        await scene.database.InitializeAsync();
        scene.Server = await FakeTelegramServer.StartAsync(scene.World);
        scene.options = new() { ApiId = 1, ApiHash = "0123456789abcdef0123456789abcdef", SessionKey = Key, Server = scene.Server.Address };
        Helpers.Log = (_, _) => { };
        Encryption.LoadPublicKey(FakeTelegramServer.PublicKeyPem);
        return scene;
    }

    public ClientFactory FactoryOf(string apiHash) => new(Options.Create(options with { ApiHash = apiHash }), new());

    public void UseProxy(string address) => options = options with { Proxy = address };

    public void ChangeKey(string key) => (options, cipher) = (options with { SessionKey = key }, new(key));

    public Task<LoggedIn> LogInAsync(FakeAccount account) => Login.ExecuteAsync(new ScriptedQuestions(account), Cancellation);

    /// <returns>The one line that the user sees.</returns>
    public async Task<string> RefusedAsync(ScriptedQuestions questions)
    {
        var refused = await Assert.ThrowsAsync<LoginException>(() => Login.ExecuteAsync(questions, Cancellation));
        Assert.Equal((0, 0), await RowsAsync());
        return refused.Message;
    }

    public async Task<AccountRow> AccountAsync() => Assert.Single(await Accounts.ListAsync(Cancellation));

    public async Task<Connection> ConnectAsync(SessionLease lease) =>
        await Connection.OpenAsync(Factory, Sessions, lease, TimeProvider.System, NullLogger.Instance, Cancellation);

    public async Task<(long Accounts, long Sessions)> RowsAsync() =>
        (await QueryAsync<long>("select count(*) from accounts"), await QueryAsync<long>("select count(*) from sessions"));

    public async Task<T> QueryAsync<T>(string sql) => (T)(await database.DataSource.CreateCommand(sql).ExecuteScalarAsync(Cancellation))!;

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await database.DisposeAsync();
    }
}
