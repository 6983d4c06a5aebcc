namespace Collector.Telegram.Governing;

/// <summary>Telegram refused the call: FLOOD_WAIT_X or FLOOD_PREMIUM_WAIT_X. Thrown by the call that a gate runs, never by the gate.</summary>
public sealed class FloodWaitException(TimeSpan wait) : Exception($"Telegram asks to wait {wait.TotalSeconds:0} s.")
{
    public TimeSpan Wait { get; } = wait;
}
