namespace Collector.Contracts;

/// <summary>One look at a channel's whole history; a later sweep looks again for edits and deletions.</summary>
/// <param name="Number">1 for the first; it never goes back.</param>
/// <param name="First">Lowest message id that the source can give in this sweep.</param>
/// <param name="Top">Highest message id of this sweep, frozen when it was opened; 0 when the channel is empty.</param>
public sealed record Sweep(int Number, int First, int Top);
