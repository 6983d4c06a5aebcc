namespace Collector.FakeTelegram.Trouble;

/// <summary>A call that was answered.</summary>
/// <param name="Method">As Telegram names it: <c>messages.getHistory</c>.</param>
/// <param name="Account">The phone number; null when nobody had signed in.</param>
/// <param name="Outcome"><see cref="Fine"/>, or the error.</param>
public sealed record CallRecord(string Method, string? Account, int Dc, bool InTakeout, string Outcome, DateTimeOffset At, TimeSpan Took)
{
    public const string Fine = "OK";
}
