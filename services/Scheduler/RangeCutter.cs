using NpgsqlTypes;

namespace Collector.Scheduler;

/// <summary>Cuts a channel's gaps into the ranges that commands are sent for, newest first.</summary>
static class RangeCutter
{
    const int Smallest = 500;
    const int Largest = 10_000;

    const int PageOfTelegram = 100;

    // A range costs half a page more than its messages: a twentieth of this one.
    const int SmallestOfTelegram = 10 * PageOfTelegram;
    const int WorthThreeWaves = 20 * PageOfTelegram;

    // Reading known messages between two gaps costs no more than a second request.
    const int JoinedDistance = PageOfTelegram;

    public static IReadOnlyList<IdSpan> Cut(Gap gap, int most, int concurrency)
    {
        var ids = IdsPerMessage(gap);
        var size = gap.ByAccount ? ids * MessagesByAccount(gap, concurrency) : (int)(ids * Messages(gap, concurrency));
        var ranges = new List<IdSpan>(most);
        foreach (var piece in Without(Join(gap.Missing.Select(ToSpan).OrderByDescending(span => span.Last)), [.. gap.Taken.Select(ToSpan).OrderByDescending(span => span.Last)]))
        {
            var cut = gap.ByAccount ? WholePages(piece, size, ids) : Pieces(piece, (int)size);
            ranges.AddRange(cut.Take(most - ranges.Count));
        }

        return ranges;
    }

    /// <summary>Enough ranges for everybody to work on this channel, each worth its message.</summary>
    static double Messages(Gap gap, int concurrency) => Math.Clamp(gap.MissingIds * gap.Density / (3.0 * Math.Max(1, concurrency)), Smallest, Largest);

    /// <summary>One wave of the work that is left, or three when even then a range is large.</summary>
    static double MessagesByAccount(Gap gap, int concurrency)
    {
        var wave = gap.Missing.Sum(range => (long)ToSpan(range).Length) * gap.Density / Math.Max(1, concurrency);
        return Math.Clamp(wave >= 3 * WorthThreeWaves ? wave / 3 : wave, SmallestOfTelegram, Largest);
    }

    static IEnumerable<IdSpan> Pieces(IdSpan whole, int length)
    {
        for (var last = whole.Last; last >= whole.First; last -= length)
            yield return new(Math.Max(whole.First, last - length + 1), last);
    }

    /// <summary>Even ranges that end where a page ends: a few ids more would cost another. Ids are not missing evenly, so a page is taken for a little shorter than it is.</summary>
    static IEnumerable<IdSpan> WholePages(IdSpan whole, double size, double ids)
    {
        var parts = (int)Math.Max(Math.Max(1, Math.Floor((whole.Length / size) + 0.01)), Math.Ceiling(whole.Length / (ids * Largest)));
        var messages = whole.Length / ids / parts;
        var page = PageOfTelegram * ids * messages / (messages + Math.Sqrt(messages * (1 - (1 / ids))));
        var pages = (long)Math.Ceiling(whole.Length / page);
        var last = whole.Last;
        for (var part = 1; part <= parts && last >= whole.First; part++)
        {
            var first = part == parts ? whole.First : whole.Last + 1 - (int)(part * pages / parts * page);
            yield return new(first, last);
            last = first - 1;
        }
    }

    static double IdsPerMessage(Gap gap) => 1 / Math.Clamp(gap.Density, 0.001, 1);

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
