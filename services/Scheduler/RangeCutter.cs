using NpgsqlTypes;

namespace Collector.Scheduler;

/// <summary>Cuts a channel's gaps into the ranges that commands are sent for, newest first.</summary>
static class RangeCutter
{
    const int Smallest = 500;
    const int Largest = 10_000;

    // One page of Telegram: reading known messages between two gaps costs no more than a second request.
    const int JoinedDistance = 100;

    public static IReadOnlyList<IdSpan> Cut(Gap gap, int most, int concurrency)
    {
        var size = SizeOf(gap, concurrency);
        var ranges = new List<IdSpan>(most);
        foreach (var piece in Without(Join(gap.Missing.Select(ToSpan).OrderByDescending(span => span.Last)), [.. gap.Taken.Select(ToSpan).OrderByDescending(span => span.Last)]))
            for (var last = piece.Last; last >= piece.First && ranges.Count < most; last -= size)
                ranges.Add(new(Math.Max(piece.First, last - size + 1), last));
        return ranges;
    }

    /// <summary>Enough ranges for everybody to work on this channel, each worth its message.</summary>
    static int SizeOf(Gap gap, int concurrency)
    {
        var messages = Math.Clamp(gap.MissingIds * gap.Density / (3.0 * Math.Max(1, concurrency)), Smallest, Largest);
        return (int)Math.Min(messages / Math.Clamp(gap.Density, 0.001, 1), int.MaxValue / 2);
    }

    static IEnumerable<IdSpan> Join(IEnumerable<IdSpan> newestFirst)
    {
        IdSpan? open = null;
        foreach (var span in newestFirst)
        {
            if (open is { } above && above.First - span.Last > JoinedDistance)
            {
                yield return above;
                open = span;
            }
            else
                open = new(span.First, open?.Last ?? span.Last);
        }

        if (open is { } last)
            yield return last;
    }

    // A joined piece may reach over a range that is in flight; that part is taken out again.
    static IEnumerable<IdSpan> Without(IEnumerable<IdSpan> pieces, IReadOnlyList<IdSpan> takenNewestFirst)
    {
        foreach (var piece in pieces)
        {
            var last = piece.Last;
            foreach (var taken in takenNewestFirst.Where(taken => taken.First <= piece.Last && taken.Last >= piece.First))
            {
                if (taken.Last < last)
                    yield return new(taken.Last + 1, last);
                last = Math.Min(last, taken.First - 1);
            }

            if (last >= piece.First)
                yield return new(piece.First, last);
        }
    }

    static IdSpan ToSpan(NpgsqlRange<int> range) => new(range.LowerBound, range.UpperBound - 1);
}
