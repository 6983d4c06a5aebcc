using System.Collections.Concurrent;
using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>Accounts, chats and messages. The same seed and the same calls make the same world.</summary>
public sealed class World
{
    /// <summary>The user id of @gif.</summary>
    public const long Bot = 5_100_000_001;

    internal const long FirstAccount = 700_000_001, FirstBasicGroup = 400_000_001, FirstChannel = 1_000_000_001;

    readonly Lock turn = new();
    readonly ConcurrentDictionary<string, FakeAccount> accounts = [];
    readonly ConcurrentDictionary<long, FakeChat> chats = [];

    public World(int seed = 1) => (Seed, Files) = (seed, new(this));

    public int Seed { get; }

    public IReadOnlyCollection<FakeAccount> Accounts => [.. accounts.Values.OrderBy(account => account.Id)];

    public IReadOnlyCollection<FakeChat> Chats => [.. chats.Values.OrderBy(chat => chat.Id)];

    internal FakeFiles Files { get; }

    public FakeAccount AddAccount(string phone)
    {
        lock (turn)
        {
            var account = new FakeAccount(this, FirstAccount + accounts.Count, Digits(phone));
            return accounts.TryAdd(account.Phone, account) ? account : throw new ArgumentException($"{phone} is there already.");
        }
    }

    public FakeAccount? Account(string phone) => accounts.GetValueOrDefault(Digits(phone));

    /// <param name="messages">How many to invent, as they are read: a million costs nothing.</param>
    public FakeChat AddChannel(string title, int messages = 0, string? username = null, Content? content = null) =>
        Add(ChatKind.Channel, title, messages, username, content);

    public FakeChat AddSupergroup(string title, int messages = 0, string? username = null, Content? content = null) =>
        Add(ChatKind.Supergroup, title, messages, username, content);

    public FakeChat AddBasicGroup(string title, int messages = 0, Content? content = null) => Add(ChatKind.BasicGroup, title, messages, null, content);

    /// <summary>A photo for messages of one's own, in sizes m, x and y.</summary>
    /// <param name="bytes">Of size y; a little more when a JPEG of these pixels cannot be so small.</param>
    public Photo AddPhoto(int bytes = 80_000, int width = 1280, int height = 960, int dc = 2) =>
        Files.Add(id => FakeFile.Photo(id, dc, Invention.End, bytes, width, height)).ToPhoto();

    /// <summary>A picture that was sent as a file.</summary>
    public Document AddPictureDocument(int bytes = 150_000, int dc = 2, string name = "picture.jpg") =>
        Files.Add(id => FakeFile.PictureDocument(id, dc, Invention.End, bytes))
            .ToDocument("image/jpeg", new DocumentAttributeImageSize { w = 1600, h = 1200 }, new DocumentAttributeFilename { file_name = name });

    public Document AddDocument(long bytes, string mimeType, int dc = 2, params DocumentAttribute[] attributes) =>
        Files.Add(id => FakeFile.Document(id, dc, Invention.End, bytes)).ToDocument(mimeType, attributes);

    /// <param name="size">A photo's letter, or empty for a document itself.</param>
    /// <returns>What a client that downloads it must get.</returns>
    public byte[] FileBytes(long id, string size = "")
    {
        var file = Files.Find(id) ?? throw new ArgumentException($"There is no file {id}.");
        var wanted = file.Size(size) ?? throw new ArgumentException($"File {id} has no size {size}.");
        return file.Read(wanted, 0, int.MaxValue);
    }

    public FakeChat? Chat(long id) => chats.GetValueOrDefault(id);

    public FakeChat? Chat(string username) => chats.Values.FirstOrDefault(chat => string.Equals(chat.Username, username, StringComparison.OrdinalIgnoreCase));

    internal FakeAccount? Account(long id) => accounts.Values.FirstOrDefault(account => account.Id == id);

    internal FakeChat? Invited(string hash) => chats.Values.FirstOrDefault(chat => chat.InviteHash == hash);

    FakeChat Add(ChatKind kind, string title, int messages, string? username, Content? content)
    {
        lock (turn)
        {
            var id = (kind is ChatKind.BasicGroup ? FirstBasicGroup : FirstChannel) + chats.Count;
            var chat = new FakeChat(this, id, kind, title, new(Seed, id, kind, title, messages, content ?? new())) { Username = username };
            chats[id] = chat;
            return chat;
        }
    }

    static string Digits(string phone) => string.Concat(phone.Where(char.IsAsciiDigit));
}
