namespace Collector.Benchmarks.Simulation;

/// <summary>What was asked of a simulated Telegram.</summary>
/// <param name="Looks">Calls that say who a channel is.</param>
/// <param name="Pages">Calls for a page of history.</param>
/// <param name="Images">Calls for an image.</param>
/// <param name="Refused">Calls of all kinds that were answered by a flood wait.</param>
sealed record Calls(long Looks, long Pages, long Images, long Refused)
{
    public static Calls None { get; } = new(0, 0, 0, 0);

    public static Calls operator +(Calls a, Calls b) => new(a.Looks + b.Looks, a.Pages + b.Pages, a.Images + b.Images, a.Refused + b.Refused);

    public static Calls operator -(Calls a, Calls b) => new(a.Looks - b.Looks, a.Pages - b.Pages, a.Images - b.Images, a.Refused - b.Refused);
}
