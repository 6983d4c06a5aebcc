using System.Collections.Concurrent;
using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>Accounts, chats and messages. The same seed and the same calls make the same world.</summary>
public sealed class World(int seed = 1)
{
    internal const long FirstAccount = 700_000_001, FirstBasicGroup = 400_000_001, FirstChannel = 1_000_000_001;

    readonly Lock turn = new();
    readonly ConcurrentDictionary<string, FakeAccount> accounts = [];
    readonly ConcurrentDictionary<long, FakeChat> chats = [];

    public int Seed => seed;

    public IReadOnlyCollection<FakeAccount> Accounts => [.. accounts.Values.OrderBy(account => account.Id)];

    public IReadOnlyCollection<FakeChat> Chats => [.. chats.Values.OrderBy(chat => chat.Id)];

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

    public FakeChat? Chat(long id) => chats.GetValueOrDefault(id);

    public FakeChat? Chat(string username) => chats.Values.FirstOrDefault(chat => string.Equals(chat.Username, username, StringComparison.OrdinalIgnoreCase));

    FakeChat Add(ChatKind kind, string title, int messages, string? username, Content? content)
    {
        lock (turn)
        {
            var id = (kind is ChatKind.BasicGroup ? FirstBasicGroup : FirstChannel) + chats.Count;
            var chat = new FakeChat(this, id, kind, title, new(seed, id, kind, messages, content ?? new())) { Username = username };
            chats[id] = chat;
            return chat;
        }
    }

    static string Digits(string phone) => string.Concat(phone.Where(char.IsAsciiDigit));
}
