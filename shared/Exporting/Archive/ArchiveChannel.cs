namespace Collector.Exporting.Archive;

/// <summary>A channel of an archive, in a folder of its own.</summary>
/// <param name="Pages">Oldest first.</param>
sealed record ArchiveChannel(ExportedChannel Channel, string Folder, IReadOnlyList<ArchivePage> Pages)
{
    public long Messages => Pages.Sum(page => (long)page.Messages);

    /// <summary>The page that shows a message; null when none does.</summary>
    public ArchivePage? PageOf(int messageId, DateTimeOffset postedAt)
    {
        var month = new DateTime(postedAt.UtcDateTime.Year, postedAt.UtcDateTime.Month, 1);
        // Ordered by month and last id.
        var (low, high) = (0, Pages.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Pages[middle].Month < month || (Pages[middle].Month == month && Pages[middle].LastId < messageId))
                low = middle + 1;
            else
                high = middle;
        }

        return low < Pages.Count && Pages[low].Month == month ? Pages[low] : null;
    }
}
