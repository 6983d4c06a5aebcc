using Collector.Contracts;
using NpgsqlTypes;

namespace Collector.Scheduler;

/// <summary>A range whose command is to be sent, with its channel.</summary>
sealed record UnsentRange : ChannelRow
{
    public long RangeId { get; init; }

    public int Round { get; init; }

    public int RangeSweep { get; init; }

    /// <summary>Who shall read it; null when that needs no account.</summary>
    public int? AccountId { get; init; }

    /// <summary>Null: a look at the channel itself.</summary>
    public NpgsqlRange<int>? Span { get; init; }

    public CollectChannel ToCommand(DateTimeOffset notAfter) => new(
        RangeId,
        Round,
        ToRef() with { AccountId = AccountId },
        new(RangeSweep, FirstMessageId, SweepTop ?? TopMessageId),
        After: Span?.LowerBound - 1 ?? TopMessageId,
        UpTo: Span?.UpperBound - 1,
        Fingerprint,
        notAfter,
        ToFilter());
}
