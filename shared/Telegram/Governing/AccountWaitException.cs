namespace Collector.Telegram.Governing;

/// <summary>The account waits for longer than a call is held: come back then, and do other accounts' work until then.</summary>
public sealed class AccountWaitException(DateTimeOffset until) : Exception($"Telegram asks to wait until {until:u}.")
{
    public DateTimeOffset Until { get; } = until;
}
