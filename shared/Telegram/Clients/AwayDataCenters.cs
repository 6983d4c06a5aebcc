using System.Collections.Concurrent;
using Collector.Sources;

namespace Collector.Telegram.Clients;

/// <summary>
/// Data centers whose files could not be had for minutes. Only one call in a minute tries such a one again, and once: others would wait for it in the places of
/// those whose data center answers.
/// </summary>
sealed class AwayDataCenters(TimeProvider time)
{
    static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<int, long> tried = new();

    /// <param name="dc">Null for the account's own: without it nothing works.</param>
    /// <returns>True for the one call that tries.</returns>
    /// <exception cref="SourceWaitException">It is away, and not to be tried now.</exception>
    public bool IsProbe(int? dc)
    {
        if (dc is not { } asked || !tried.TryGetValue(asked, out var last))
            return false;
        return time.GetElapsedTime(last) >= Rest && tried.TryUpdate(asked, time.GetTimestamp(), last)
            ? true
            : throw Waiting($"its data center {asked} is away");
    }

    public void Answered(int? dc)
    {
        if (dc is { } there)
            tried.TryRemove(there, out _);
    }

    public SourceWaitException GaveUp(int? dc, string reason)
    {
        if (dc is { } silent)
            tried[silent] = time.GetTimestamp();
        return Waiting(reason);
    }

    SourceWaitException Waiting(string reason) => new(time.GetUtcNow() + Rest, $"Telegram cannot be reached: {reason}");
}
