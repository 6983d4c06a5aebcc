using TL;

namespace Collector.Telegram.Governing;

/// <summary>Tells the client's flood waits as ours; its own threshold must be 0, or it sleeps them itself.</summary>
public static class FloodWaits
{
    const int Flood = 420;

    /// <exception cref="FloodWaitException">Telegram asks to wait.</exception>
    public static async Task<T> TellAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException refused) when (refused is { Code: Flood, Message: "FLOOD_WAIT_X" or "FLOOD_PREMIUM_WAIT_X" })
        {
            throw new FloodWaitException(TimeSpan.FromSeconds(Math.Max(1, refused.X)));
        }
    }
}
