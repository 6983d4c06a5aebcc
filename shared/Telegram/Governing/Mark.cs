namespace Collector.Telegram.Governing;

/// <summary>A moment from which answered calls are counted: the end of a flood wait, or the first call.</summary>
/// <param name="At">When calls went on.</param>
/// <param name="FreeAfter">As of the <see cref="Flood"/>.</param>
/// <param name="FreeBefore">As of the <see cref="Flood"/>.</param>
/// <param name="Answered">Calls answered until then.</param>
readonly record struct Mark(DateTimeOffset At, DateTimeOffset FreeAfter, DateTimeOffset FreeBefore, long Answered);
