using Collector.Dashboard.Live;
using NpgsqlTypes;

namespace Collector.Dashboard.Api;

/// <summary>A channel, and how far it is.</summary>
/// <param name="State"><c>collecting</c>, <c>complete</c>, <c>waiting</c>, <c>parked</c>, <c>paused</c>, <c>failed</c>, or why it cannot be read.</param>
/// <param name="Collected">Ids that are known to be stored, or known not to exist; while the history is read again, those that were.</param>
/// <param name="Total">Ids from the first to the newest.</param>
/// <param name="Covered">Ids that are known to be stored, or known not to exist, as ranges.</param>
/// <param name="Problem">What went wrong, or what a person is asked, in words; null when nothing is.</param>
sealed record ChannelJson(
    int Id, string Name, string Title, string? Handle, string? Kind, long? TelegramId, string Source, string Address, string State, string? Problem,
    double? EverySeconds, DateTimeOffset? NextDueAt, DateTimeOffset? LastSeenAt, long Collected, long Total, int Messages, double MessagesPerSecond, double? SecondsLeft,
    int ImagesStored, int ImagesWanted, int ImagesFailed, IReadOnlyList<IdRange> Covered, IReadOnlyList<IdRange> Outstanding, IReadOnlyList<IdRange> Parked)
{
    public static ChannelJson Of(ChannelView view) => new(
        view.Progress.Id, view.Progress.Name, view.Progress.Title, view.Progress.Handle, view.Spans.Kind, view.Spans.TelegramId, view.Progress.Source, view.Progress.Address,
        view.State, view.Progress.Failure ?? view.Doubt, view.Spans.Every?.TotalSeconds, view.NextLook, view.Spans.LastSeenAt, view.Progress.Collected, view.Progress.Total,
        view.Progress.Messages, view.Rate, view.Left?.TotalSeconds, view.Progress.ImagesStored, view.Progress.ImagesWanted, view.Progress.ImagesFailed,
        Ranges(view.Spans.Known), Ranges(view.Spans.Outstanding), Ranges(view.Spans.Parked));

    static List<IdRange> Ranges(NpgsqlRange<int>[] spans) => [.. spans.Select(span => new IdRange(span.LowerBound, span.UpperBound - 1))];
}
