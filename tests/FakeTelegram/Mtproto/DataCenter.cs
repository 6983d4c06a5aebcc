using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Collector.FakeTelegram.Rpc;
using TL;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>A data center: its two addresses, its keys and its connections.</summary>
sealed class DataCenter : IAsyncDisposable
{
    readonly ConcurrentDictionary<long, AuthKey> keys = [];
    readonly ConcurrentDictionary<Connection, Task> connections = [];
    readonly Engine engine;
    readonly Listener calls;
    readonly Listener media;
    long sent;

    public DataCenter(int id, int port, Engine engine)
    {
        (Id, this.engine) = (id, engine);
        calls = new(Serve, port);
        media = new(Serve, port == 0 ? 0 : port + 1);
    }

    public int Id { get; }

    public IPEndPoint Address => calls.Address;

    /// <summary>It reads, but does not answer.</summary>
    public bool IsStalled { get; set; }

    public IEnumerable<AuthKey> Keys => keys.Values;

    public IEnumerable<Connection> Connections => connections.Keys;

    /// <summary>Bytes that were sent, by connections that are closed as well.</summary>
    public long Sent => Volatile.Read(ref sent) + connections.Keys.Sum(connection => connection.Sent);

    public IEnumerable<DcOption> Options =>
    [
        new() { id = Id, ip_address = calls.Address.Address.ToString(), port = calls.Address.Port },
        new() { flags = DcOption.Flags.media_only, id = Id, ip_address = media.Address.Address.ToString(), port = media.Address.Port },
    ];

    public void Open()
    {
        calls.Open();
        media.Open();
    }

    /// <summary>New connections are refused; those that are there stay.</summary>
    public void Refuse()
    {
        calls.Close();
        media.Close();
    }

    public AuthKey? Key(long id) => keys.GetValueOrDefault(id);

    public void Add(AuthKey key) => keys[key.Id] = key;

    public void Forget(AuthKey key) => keys.TryRemove(key.Id, out _);

    public async ValueTask DisposeAsync()
    {
        Refuse();
        var running = connections.ToArray();
        foreach (var (connection, _) in running)
            connection.Close(reset: false);
        await Task.WhenAll(running.Select(connection => connection.Value));
        calls.Dispose();
        media.Dispose();
    }

    void Serve(Socket socket)
    {
        var connection = new Connection(socket, this, engine);
        var task = new Task<Task>(() => ServeAsync(connection));
        connections[connection] = task.Unwrap();
        task.Start();
    }

    async Task ServeAsync(Connection connection)
    {
        using (connection)
            await connection.RunAsync();
        Interlocked.Add(ref sent, connection.Sent);
        connections.TryRemove(connection, out _);
    }
}
