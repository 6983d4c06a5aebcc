namespace Collector.Contracts;

/// <summary>Command, Scheduler → Collector: collect the messages of one channel with ids in (After, UpTo].</summary>
/// <param name="RangeId"><c>ranges.id</c>; every answer names it.</param>
/// <param name="Round">Which sending of this range this is, from 1.</param>
/// <param name="Channel">The channel to read.</param>
/// <param name="Sweep">The sweep that this range belongs to.</param>
/// <param name="After">Exclusive lower bound.</param>
/// <param name="UpTo">Inclusive upper bound; null is an open command: look at the channel itself and answer with <see cref="ChannelSeen"/>.</param>
/// <param name="Fingerprint">State of the source that the range was cut for; null when the source has none.</param>
/// <param name="NotAfter">Too late to begin: a consumer that gets it later hands the range back.</param>
/// <param name="Filter">What of it is stored; null for everything.</param>
public sealed record CollectChannel(
    long RangeId,
    int Round,
    ChannelRef Channel,
    Sweep Sweep,
    int After,
    int? UpTo,
    string? Fingerprint,
    DateTimeOffset NotAfter,
    ChannelFilter? Filter = null);
