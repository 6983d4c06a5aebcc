using Collector.Database;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Turns gaps into rows of <c>ranges</c>. Only the scheduler whose turn it is may claim, see <see cref="Turn"/>.</summary>
sealed class Claims(NpgsqlDataSource database, Gaps gaps)
{
    // So many ranges are work for more than one account.
    const int WorthSharing = 5;

    /// <summary>Fills the pools' free places, shared out evenly over the channels that need some, least recently served first.</summary>
    public async Task ClaimAsync(Pools pools, CancellationToken cancellationToken)
    {
        if (pools.Alive.All(pool => pool.Free == 0))
            return;

        // A look may be open already.
        const string sql = """
            insert into ranges (channel_id, span, sweep, account_id)
            select channel, int4range(first, last, '[]'), sweep, nullif(account, 0)
            from unnest(@channels, @firsts, @lasts, @sweeps, @accounts) as claim(channel, first, last, sweep, account)
            where first is not null;
            insert into ranges (channel_id, sweep, account_id)
            select channel, sweep, account
            from unnest(@channels, @firsts, @sweeps, @accounts) as claim(channel, first, sweep, account)
            where first is null
            on conflict do nothing;
            update channels set last_served_at = clock_timestamp() where id = any(@channels)
            """;
        var claimed = Deal(await gaps.ReadAsync(pools, cancellationToken), pools);
        var parameters = new
        {
            channels = claimed.Select(claim => claim.Gap.ChannelId).ToArray(),
            firsts = claimed.Select(claim => claim.Span?.First).ToArray(),
            lasts = claimed.Select(claim => claim.Span?.Last).ToArray(),
            sweeps = claimed.Select(claim => claim.Gap.Sweep).ToArray(),
            accounts = claimed.Select(claim => claim.AccountId).ToArray(),
        };
        await database.ExecuteAsync(sql, parameters, cancellationToken);
    }

    // One range for each channel in turn, until nothing is left to give or nobody to give it to.
    static List<Claim> Deal(IReadOnlyList<Gap> needy, Pools pools)
    {
        var claimed = new List<Claim>();
        var turns = needy.Select(gap => (Gap: gap, Part: Cut(gap, pools))).ToList();
        while (turns.Count > 0)
            turns.RemoveAll(turn => !TryGive(turn.Gap, turn.Part.Spans, turn.Part.IsShare));
        return claimed;

        bool TryGive(Gap gap, Queue<IdSpan> spans, bool isShare)
        {
            if (spans.Count > 0 && pools.TakeFree(gap.AbleToRead(spans.Peek())) is { } account)
            {
                claimed.Add(new(gap, spans.Dequeue(), account));
                return spans.Count > 0 || isShare;
            }

            if (pools.TakeFreeToTry(gap.Untried) is { } untried)
                claimed.Add(new(gap, Span: null, untried));
            return false;
        }
    }

    /// <summary>Where there is much to read, something is left for the accounts that may be able to, too; they look meanwhile.</summary>
    static (Queue<IdSpan> Spans, bool IsShare) Cut(Gap gap, Pools pools)
    {
        int[] readers = [.. gap.Able, .. pools.WithPlaces(gap.Hopeful)];
        var spans = RangeCutter.Cut(gap, pools.FreeOf(readers), pools.ConcurrencyOf(readers));
        var work = spans.Count + gap.InFlight;
        if (work < WorthSharing || readers.Length == gap.Able.Length)
            return (new(spans), false);
        var share = (int)Math.Ceiling((double)work * gap.Able.Length / readers.Length) - gap.InFlight;
        return (new(spans.Take(Math.Max(0, share))), true);
    }
}
