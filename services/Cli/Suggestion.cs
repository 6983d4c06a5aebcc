namespace Collector.Cli;

/// <summary>Finds what a mistyped word was meant to be.</summary>
static class Suggestion
{
    /// <returns>The nearest of the known words, or null when none is near.</returns>
    public static string? For(string word, IEnumerable<string> known) =>
        known.Select(candidate => (candidate, distance: Distance(Plain(word), Plain(candidate))))
            .Where(near => near.distance <= Math.Max(1, Plain(near.candidate).Length / 3))
            .OrderBy(near => near.distance)
            .Select(near => near.candidate)
            .FirstOrDefault();

    static string Plain(string word) => word.TrimStart('-', '@').ToLowerInvariant();

    // Edits: insert, delete, replace, swap of neighbours.
    static int Distance(string from, string to)
    {
        var cost = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                var replace = cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replace, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        return cost[from.Length, to.Length];
    }
}
