using System.Collections.Concurrent;

namespace Collector.Contracts;

/// <summary>
/// Pages on their way inside this process. On the in-memory transport a message is written as on any other; of a page kept here only its number
/// is, and who reads it gets the page as it is: writing and reading every page is a fifth of its work.
/// </summary>
public static class PagesInProcess
{
    // Static, as the serializer's options of the bus are.
    static readonly ConcurrentDictionary<long, IReadOnlyList<CollectedMessage>> Pages = new();
    static long last;

    /// <param name="page">No longer changed by anybody.</param>
    public static void Keep(IReadOnlyList<CollectedMessage> page)
    {
        // Empty ones may all be the same.
        if (page.Count > 0)
            Pages[Interlocked.Increment(ref last)] = page;
    }

    /// <summary>From now on the page is written like any other.</summary>
    public static void Release(IReadOnlyList<CollectedMessage> page)
    {
        if (NumberOf(page) is { } number)
            Pages.TryRemove(number, out _);
    }

    internal static IReadOnlyList<CollectedMessage>? Find(long number) => Pages.GetValueOrDefault(number);

    // They are few: as many as may be on their way at once.
    internal static long? NumberOf(IReadOnlyList<CollectedMessage> page)
    {
        foreach (var (number, kept) in Pages)
            if (ReferenceEquals(kept, page))
                return number;
        return null;
    }
}
