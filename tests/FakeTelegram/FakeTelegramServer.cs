using Collector.FakeTelegram.Mtproto;
using Collector.FakeTelegram.Rpc;
using Collector.FakeTelegram.Trouble;
using Collector.FakeTelegram.Worlds;

namespace Collector.FakeTelegram;

/// <summary>Telegram, as far as a collector meets it: real key exchange, real encryption, an invented world.</summary>
public sealed class FakeTelegramServer : IAsyncDisposable
{
    readonly Engine engine;

    FakeTelegramServer(Engine engine) => this.engine = engine;

    /// <summary>What clients must trust; one for all servers of a process, so that they can load it once.</summary>
    public static string PublicKeyPem => ServerKey.Shared.Pem;

    /// <summary>As WTelegramClient asks for it under the name <c>server_address</c>.</summary>
    public string Address => AddressOf(2);

    public World World => engine.World;

    public Faults Faults => engine.Faults;

    public Statistics Statistics => engine.Statistics;

    /// <summary>Every time a client's key was in two places at once.</summary>
    public IReadOnlyList<KeyConflict> KeyConflicts => engine.Conflicts.Seen;

    /// <summary>How many are open.</summary>
    public int Connections => engine.DataCenters.Sum(dataCenter => dataCenter.Connections.Count());

    /// <summary>How many were sent since the start.</summary>
    public long BytesSent => engine.DataCenters.Sum(dataCenter => dataCenter.Sent);

    public static Task<FakeTelegramServer> StartAsync(World world, FakeTelegramOptions? options = null)
    {
        var engine = new Engine(world, options ?? new());
        foreach (var dataCenter in engine.DataCenters)
            dataCenter.Open();
        return Task.FromResult(new FakeTelegramServer(engine));
    }

    /// <param name="dc">A data center; the first connection of a client may go to any of them.</param>
    public string AddressOf(int dc) => $"{dc}>{engine.DataCenter(dc).Address}";

    public async ValueTask DisposeAsync()
    {
        foreach (var dataCenter in engine.DataCenters)
            await dataCenter.DisposeAsync();
    }
}
