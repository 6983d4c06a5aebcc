using Collector.Dashboard.Reading;
using NpgsqlTypes;

namespace Collector.Dashboard.Parts;

/// <summary>Draws a set of ids: cuts [first, top] into steps, each of the colour that matters most in it.</summary>
static class CoverageBar
{
    const int Steps = 400;

    /// <remarks>A single missing id takes the colour of its whole step: what looks whole is whole.</remarks>
    public static IReadOnlyList<BarPiece> Of(ChannelSpans spans)
    {
        var total = spans.Top - (long)spans.First + 1;
        if (total <= 0)
            return [];

        var steps = (int)Math.Min(Steps, total);
        var covered = new double[steps];
        var kinds = new string[steps];
        foreach (var (lower, upper) in spans.Seen.Select(Bounds))
            Spread(lower, upper, (step, ids) => covered[step] += ids);
        for (var step = 0; step < steps; step++)
            kinds[step] = covered[step] >= total / (double)steps - 0.001 ? "covered" : "gap";
        foreach (var (lower, upper) in spans.Outstanding.Select(Bounds))
            Spread(lower, upper, (step, _) => kinds[step] = kinds[step] == "gap" ? "outstanding" : kinds[step]);
        foreach (var (lower, upper) in spans.Parked.Select(Bounds))
            Spread(lower, upper, (step, _) => kinds[step] = "parked");
        return [.. Joined(kinds)];

        (double, double) Bounds(NpgsqlRange<int> span) =>
            (Math.Max(0, span.LowerBound - spans.First), Math.Min(total, (span.UpperBoundIsInclusive ? span.UpperBound + 1L : span.UpperBound) - spans.First));

        void Spread(double lower, double upper, Action<int, double> take)
        {
            var size = total / (double)steps;
            for (var step = (int)(lower / size); step < steps && step * size < upper; step++)
                if (Math.Min(upper, (step + 1) * size) - Math.Max(lower, step * size) is > 0 and var ids)
                    take(step, ids);
        }
    }

    static IEnumerable<BarPiece> Joined(string[] kinds)
    {
        for (int start = 0, end; start < kinds.Length; start = end)
        {
            for (end = start + 1; end < kinds.Length && kinds[end] == kinds[start];)
                end++;
            yield return new(kinds[start], start * 100d / kinds.Length, (end - start) * 100d / kinds.Length);
        }
    }
}
