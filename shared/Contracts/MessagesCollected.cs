using System.Text.Json.Serialization;

namespace Collector.Contracts;

/// <summary>Event, Collector → Writer: one page of a channel's history, and the interval of ids that it proves.</summary>
/// <param name="Channel">The channel that was read.</param>
/// <param name="Sweep">The sweep that the page belongs to.</param>
/// <param name="After">Exclusive lower bound of the proven interval.</param>
/// <param name="UpTo">Inclusive upper bound of the proven interval: every id in (After, UpTo] is in <paramref name="Messages"/> or does not exist.</param>
/// <param name="AbsenceProvenAfter">Ids above it that the page lacks were deleted; null when the source proves no deletions.</param>
/// <param name="ObservedAt">When the source was read; an older look never overwrites a newer one.</param>
/// <param name="Messages">Ascending by id, no id twice; may be empty. On the wire one base64 string of MessagePack.</param>
public sealed record MessagesCollected(
    ChannelRef Channel,
    Sweep Sweep,
    int After,
    int UpTo,
    int? AbsenceProvenAfter,
    DateTimeOffset ObservedAt,
    [property: JsonConverter(typeof(PageJsonConverter))] IReadOnlyList<CollectedMessage> Messages);
