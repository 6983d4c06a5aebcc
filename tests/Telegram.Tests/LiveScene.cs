using System.Security.Cryptography;
using Collector.EndToEnd.Tests;
using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;
using Collector.Telegram.Accounts;
using Collector.Telegram.Mapping;
using Npgsql;
using TL;

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
        await LogInAsync(account);
        return account;
    }

    /// <summary>Another session of the account, in the database.</summary>
    public async Task LogInAsync(FakeAccount account)
    {
        using var session = new MemoryStream();
        await (await FakeClient.SignedInAsync(Server, account, session)).DisposeAsync();

        await using var database = NpgsqlDataSource.Create(Stack.Settings["ConnectionStrings__Postgres"]);
        var id = await new AccountTable(database).AddAsync(account.Id, $"+{account.Phone}", account.Name, default);
        await new SessionTable(database, new SessionCipher(SessionKey)).AddAsync(id, session.ToArray(), default);
    }

    public async Task AddAsync(params string[] channels) => (await Stack.CollectorAsync(["channels", "add", .. channels])).Succeeded();

    /// <summary>The rows of a channel are the messages that it has, and its images are stored byte by byte.</summary>
    public async Task HoldsAsync(FakeChat chat)
    {
        var ids = await Stack.ListAsync<int>(
            "select message_id from messages m join channels c on c.id = m.channel_id where c.telegram_id = @Id order by 1", new { chat.Id });
        Assert.Equal(chat.MessageIds.Order(), ids);
        Assert.Equal(0, await Stack.ReadAsync<int>("select count(*) from images where state <> 'stored'"));
        var images = await Stack.ListAsync<(string Id, string Path, string Sha256)>(
            "select distinct i.image_id, i.path, i.sha256 from images i join messages m using (image_id) join channels c on c.id = m.channel_id where c.telegram_id = @Id", new { chat.Id });
        Assert.Equal(Photos(chat).Select(photo => $"tg:{photo.id}").Distinct().Order(StringComparer.Ordinal), images.Select(image => image.Id).Order(StringComparer.Ordinal));
        foreach (var (id, path, sha256) in images)
        {
            var photo = Photos(chat).First(photo => $"tg:{photo.id}" == id);
            var expected = World.FileBytes(photo.id, PhotoSizes.Largest(photo.sizes)!.Type);
            Assert.Equal(expected, await File.ReadAllBytesAsync(Path.Combine(Stack.ImageStore, path), TestContext.Current.CancellationToken));
            Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(expected)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        await Server.DisposeAsync();
        File.Delete(key);
    }

    static IEnumerable<Photo> Photos(FakeChat chat) =>
        chat.MessageIds.Select(chat.Message).OfType<Message>().Select(message => message.media switch
        {
            MessageMediaPhoto { photo: var photo } => photo,
            MessageMediaPaidMedia { extended_media: [MessageExtendedMedia { media: MessageMediaPhoto { photo: var photo } }, ..] } => photo,
            _ => null,
        }).OfType<Photo>();
}
