namespace Collector.Contracts;

/// <summary>Event, Collector → Scheduler: this range is not being worked on any more.</summary>
/// <param name="RangeId"><c>ranges.id</c>.</param>
/// <param name="Round">The round that the command named.</param>
/// <param name="Reason">Why.</param>
/// <param name="NotBefore">When it may be sent again; null for at once.</param>
/// <param name="Detail">One line for people; null when the reason says it all.</param>
public sealed record RangeReleased(long RangeId, int Round, ReleaseReason Reason, DateTimeOffset? NotBefore = null, string? Detail = null);

/// <summary>Why a collector let go of a range.</summary>
public enum ReleaseReason
{
    /// <summary>Every page of it was published.</summary>
    Finished,

    /// <summary>The command came after its <see cref="CollectChannel.NotAfter"/>.</summary>
    Late,

    /// <summary>The collector is stopping.</summary>
    ShuttingDown,

    /// <summary>The source is not what the range was cut for; look at the channel again.</summary>
    SourceChanged,

    /// <summary>The source asks to wait.</summary>
    Waiting,

    /// <summary>The process does not hold the account any more, or the account cannot read the channel.</summary>
    AccountLost,
}
