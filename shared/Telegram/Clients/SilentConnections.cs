using System.Runtime.CompilerServices;
using TL;
using WTelegram;

namespace Collector.Telegram.Clients;

static class SilentConnections
{
    static readonly ConditionalWeakTable<Client, object> Asked = [];

    public static bool IsAsked(this Client client) => Asked.TryGetValue(client, out _);

    /// <summary>Has Telegram drop a connection from which it hears nothing. The library asks for it first after a whole interval: a process that is stopped before would keep its connection.</summary>
    public static async Task DropWhenSilentAsync(this Client connected)
    {
        if (Asked.TryAdd(connected, connected))
            await connected.PingDelayDisconnect(Random.Shared.NextInt64(), connected.PingInterval * 5 / 4);
    }
}
