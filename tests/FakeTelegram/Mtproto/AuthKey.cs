using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Collector.FakeTelegram.Worlds;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>A client's key of one data center, and who has signed in with it.</summary>
sealed class AuthKey
{
    readonly ConcurrentDictionary<long, Session> sessions = [];
    readonly List<Connection> users = [];

    [SuppressMessage("Security", "CA5350", Justification = "MTProto")]
    public AuthKey(byte[] bytes, long salt, DateTimeOffset now)
    {
        Bytes = bytes;
        Salts = new(salt, now);
        var hash = SHA1.HashData(bytes);
        AuxiliaryHash = hash[..8];
        Id = BinaryPrimitives.ReadInt64LittleEndian(hash.AsSpan(12));
    }

    public long Id { get; }

    public byte[] Bytes { get; }

    public byte[] AuxiliaryHash { get; }

    public Salts Salts { get; }

    /// <summary>Has the client introduced itself?</summary>
    public bool IsInitialized { get; set; }

    public FakeAccount? Account { get; set; }

    /// <summary>Whose code was right, but whose password is still to come.</summary>
    public FakeAccount? HalfSignedIn { get; set; }

    /// <summary>What is answered to everything that needs a login, when nobody is signed in.</summary>
    public string SignedOut { get; set; } = "AUTH_KEY_UNREGISTERED";

    /// <summary>It was in two places at once.</summary>
    public bool IsDuplicated { get; set; }

    /// <returns>The connections of the same kind that have it, too, and are open.</returns>
    public IReadOnlyList<Connection> Join(Connection connection)
    {
        lock (users)
        {
            var others = users.Where(other => other.IsMedia == connection.IsMedia && other.IsOpen).ToArray();
            users.Add(connection);
            return others;
        }
    }

    public void Leave(Connection connection)
    {
        lock (users)
            users.Remove(connection);
    }

    public Session Session(long id) => sessions.GetOrAdd(id, key => new(key));
}
