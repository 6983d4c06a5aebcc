using Collector.Contracts;

namespace Collector.Sources;

/// <summary>One page of history, and the interval of ids that it proves.</summary>
/// <param name="After">Exclusive lower bound of the proven interval; it may lie below the bound that was asked for.</param>
/// <param name="UpTo">Inclusive upper bound of the proven interval.</param>
/// <param name="AbsenceProvenAfter">Ids above it that the page lacks were deleted; null when the source proves no deletions.</param>
/// <param name="Messages">Ascending by id, no id twice; may be empty.</param>
/// <param name="Images">The images that the messages show, one for each image id.</param>
/// <param name="ObservedAt">When the source was read; for a file, when it was written.</param>
public sealed record HistoryPage(
    int After,
    int UpTo,
    int? AbsenceProvenAfter,
    IReadOnlyList<CollectedMessage> Messages,
    IReadOnlyList<PageImage> Images,
    DateTimeOffset ObservedAt);

/// <summary>An image of a page; members as in <see cref="ImageRequested"/>.</summary>
public sealed record PageImage(string ImageId, int MessageId, string? Location, long? Bytes);
