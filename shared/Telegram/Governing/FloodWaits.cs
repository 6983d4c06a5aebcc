using TL;

namespace Collector.Telegram.Governing;

/// <summary>Tells the client's flood waits as ours; its own threshold must be 0, or it sleeps them itself.</summary>
public static class FloodWaits
{
    const int Flood = 420;
    const int TooMany = 429;

    const int AtLeast = 30;

    /// <returns>How long Telegram wants nobody to connect; null when it refuses for another reason.</returns>
    public static TimeSpan? BeforeConnecting(RpcException refused) => refused switch
    {
        { Code: Flood } when refused.Message.StartsWith("FLOOD", StringComparison.Ordinal) => TimeSpan.FromSeconds(Math.Max(refused.X, AtLeast)),
        // The transport's own.
        { Code: TooMany or (-TooMany) } => TimeSpan.FromSeconds(AtLeast),
        _ => null,
    };

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
