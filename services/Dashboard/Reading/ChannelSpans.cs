using Collector.Contracts;
using NpgsqlTypes;

namespace Collector.Dashboard.Reading;

/// <summary>What the ledger knows of a channel's ids.</summary>
public sealed record ChannelSpans
{
    public int Id { get; init; }

    public string? Kind { get; init; }

    public long? TelegramId { get; init; }

    public TimeSpan? Every { get; init; }

    public DateTimeOffset? Since { get; init; }

    public bool Images { get; init; } = true;

    public long? MaxImageBytes { get; init; }

    public ChannelFilter Filter => new(Since, Images, MaxImageBytes);

    public DateTimeOffset? LastSeenAt { get; init; }

    public int First { get; init; }

    public int Top { get; init; }

    /// <summary>The newest picture of the channel itself that is stored; null when there is none.</summary>
    public string? PhotoId { get; init; }

    /// <summary>What is known is being read again.</summary>
    public bool IsReadAgain { get; init; }

    /// <summary>No account at work can read it.</summary>
    public bool IsUnread { get; init; }

    /// <summary>Stored, or known not to exist.</summary>
    public NpgsqlRange<int>[] Known { get; init; } = [];

    /// <summary>The same, but while the history is read again only what was.</summary>
    public NpgsqlRange<int>[] Seen { get; init; } = [];

    /// <summary>What is not known between the first and the newest id, both bounds inclusive.</summary>
    public IReadOnlyList<(int First, int Last)> Gaps
    {
        get
        {
            var gaps = new List<(int, int)>();
            var next = First;
            foreach (var known in Known)
            {
                if (known.LowerBound > next)
                    gaps.Add((next, known.LowerBound - 1));
                next = Math.Max(next, known.UpperBound);
            }

            if (next <= Top)
                gaps.Add((next, Top));
            return gaps;
        }
    }

    /// <summary>In flight.</summary>
    public NpgsqlRange<int>[] Outstanding { get; init; } = [];

    public NpgsqlRange<int>[] Parked { get; init; } = [];
}
