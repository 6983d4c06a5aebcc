namespace Collector.Telegram.Governing;

/// <summary>One flood wait, however many calls it refused.</summary>
/// <param name="At">The first refusal.</param>
/// <param name="Wait">What it asked for, seconds.</param>
/// <param name="FreeAfter">Waits are rounded up to whole seconds: the next call is allowed after this …</param>
/// <param name="FreeBefore">… and not after this.</param>
readonly record struct Flood(DateTimeOffset At, double Wait, DateTimeOffset FreeAfter, DateTimeOffset FreeBefore)
{
    /// <summary>So much longer nobody calls.</summary>
    public TimeSpan Pause { get; init; }

    public static Flood Begun(DateTimeOffset at, TimeSpan wait) => new(at, wait.TotalSeconds, at + wait - TimeSpan.FromSeconds(1), at + wait);

    /// <summary>Another call that was under way: its answer narrows the moment down.</summary>
    public Flood And(DateTimeOffset at, TimeSpan wait) => this with
    {
        FreeAfter = Times.Later(FreeAfter, at + wait - TimeSpan.FromSeconds(1)),
        FreeBefore = Times.Earlier(FreeBefore, at + wait),
    };
}
