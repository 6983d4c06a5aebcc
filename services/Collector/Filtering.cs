using Collector.Contracts;
using Collector.Sources;

namespace Collector.Collector;

/// <summary>Takes from a page what is not to be stored. Its interval stays proven: what was left out is known, and not missing.</summary>
static class Filtering
{
    /// <param name="filter">Null for everything.</param>
    /// <param name="after">Lower bound of the range. Where a page is all from before the first day, so is what lies below it, and it is not read.</param>
    public static HistoryPage Through(this HistoryPage page, ChannelFilter? filter, int after)
    {
        if (filter is null)
            return page;

        var kept = page.Messages.Where(message => filter.Since is not { } since || message.PostedAt >= since).ToList();
        var images = page.Images.Where(image => filter.Images && (filter.MaxImageBytes is not { } most || image.Bytes is not { } bytes || bytes <= most)).ToList();
        var shown = images.Select(image => image.ImageId).ToHashSet();
        var filtered = page with
        {
            Messages = [.. kept.Select(message => message.ImageId is null || shown.Contains(message.ImageId) ? message : message with { ImageId = null })],
            Images = [.. images.Where(image => kept.Exists(message => message.Id == image.MessageId || message.ImageId == image.ImageId))],
        };
        if (kept.Count == page.Messages.Count)
            return filtered;
        // A message that was left out is not gone from the channel.
        var left = page.Messages.Last(message => message.PostedAt < filter.Since).Id;
        return filtered with
        {
            AbsenceProvenAfter = page.AbsenceProvenAfter is { } proven ? Math.Max(proven, left) : null,
            After = kept.Count == 0 ? Math.Min(page.After, after) : page.After,
        };
    }
}
