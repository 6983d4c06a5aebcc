using Dapper;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Turns gaps into rows of <c>ranges</c>. Only the scheduler whose turn it is may claim, see <see cref="Turn"/>.</summary>
sealed class Claims(NpgsqlDataSource database, Gaps gaps)
{
    /// <summary>Claims up to <paramref name="most"/> ranges, shared out evenly over the channels that need some, least recently served first.</summary>
    public async Task<int> ClaimAsync(int most, int concurrency, CancellationToken cancellationToken)
    {
        if (most <= 0)
            return 0;

        var needy = await gaps.ReadAsync(most, cancellationToken);
        var claimed = new List<(Gap Gap, IdSpan Span)>();
        foreach (var (position, gap) in needy.Index())
        {
            var share = (most - claimed.Count) / (needy.Count - position);
            claimed.AddRange(RangeCutter.Cut(gap, Math.Max(1, share), concurrency).Select(span => (gap, span)));
        }

        const string sql = """
            insert into ranges (channel_id, span, sweep)
            select channel, int4range(first, last, '[]'), sweep from unnest(@channels, @firsts, @lasts, @sweeps) as claim(channel, first, last, sweep);
            update channels set last_served_at = clock_timestamp() where id = any(@channels)
            """;
        var channels = claimed.Select(claim => claim.Gap.ChannelId).ToArray();
        var firsts = claimed.Select(claim => claim.Span.First).ToArray();
        var lasts = claimed.Select(claim => claim.Span.Last).ToArray();
        var sweeps = claimed.Select(claim => claim.Gap.Sweep).ToArray();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { channels, firsts, lasts, sweeps }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return claimed.Count;
    }
}
