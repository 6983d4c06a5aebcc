using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Compares the ranges in flight with coverage: over, to be sent again, or parked.</summary>
sealed class Settlement(NpgsqlDataSource database, IOptions<SchedulerOptions> options)
{
    /// <returns>The ranges that were parked now.</returns>
    public async Task<IReadOnlyList<FailedRound>> SettleAsync(CancellationToken cancellationToken)
    {
        // A sweep that began after the range was cut asks for the same ids again. Of a removed channel nothing is written any more.
        const string outdated = """
            delete from ranges r using channels c
            where c.id = r.channel_id and ((c.state = 'removed' and r.covered_at is null) or (r.span is not null and r.sweep < c.sweep))
            """;
        const string covered = """
            with covered as (
                update ranges r set covered_at = now(), state = 'outstanding'
                from coverage v, ranges was
                where v.channel_id = r.channel_id and r.covered_at is null and r.sweep = v.sweep and v.seen @> r.span and was.id = r.id
                returning r.channel_id, was.state)
            update channels set last_error = null where id in (select channel_id from covered where state = 'parked')
            """;
        // Waiting is no failure: a round fails when its page faulted, or when Writer has stored what was read later, but not this.
        const string failed = """
            update ranges r
            set failed_rounds = failed_rounds + 1, round = round + 1, finished_at = null, sent_at = null, not_before = null,
                state = case when failed_rounds + 1 >= @FailedRoundsToPark then 'parked' else r.state end,
                error = case when failed_rounds + 1 >= @FailedRoundsToPark
                             then coalesce(r.error, 'was read ' || @FailedRoundsToPark || ' times and never stored; see the dead letters of messages-collected') end
            from channels c
            where c.id = r.channel_id and r.state = 'outstanding' and r.covered_at is null and r.finished_at is not null
              and (r.error is not null
                or exists (select from ranges later where later.covered_at is not null and later.finished_at > r.finished_at + @WriteGrace * power(2, r.failed_rounds)))
            returning r.channel_id, coalesce(c.handle, c.title) as channel, lower(r.span) as first, upper(r.span) - 1 as last, r.state, r.error
            """;
        const string silent = """
            update ranges
            set sent_at = null, finished_at = null, round = round + 1
            where state = 'outstanding' and covered_at is null
              and (now() > coalesce(finished_at, sent_at) + (@StartWithin + @LongestWork) * power(2, least(round - 1, 3)) or coalesce(finished_at, sent_at) > now() + interval '1 minute')
            """;
        // Last, since what is covered shows how far Writer is.
        // With a limit each range looks into its own part of an index; as a join, all messages would be read for a handful of ranges.
        const string over = """
            delete from ranges r
            where covered_at is not null
              and (
                select true from messages m
                where m.channel_id = r.channel_id and m.message_id >= lower(r.span) and m.message_id < upper(r.span) and m.image_id is not null
                  and not exists (select from images i where i.image_id = m.image_id)
                limit 1) is null
            """;
        const string tell = "update channels set last_error = @Error where id = @ChannelId";

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var sql in new[] { outdated, covered })
            await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
        var rounds = await connection.QueryAsync<FailedRound>(new CommandDefinition(failed, options.Value, cancellationToken: cancellationToken));
        foreach (var sql in new[] { silent, over })
            await connection.ExecuteAsync(new CommandDefinition(sql, options.Value, cancellationToken: cancellationToken));
        var parked = rounds.Where(round => round.State == "parked").ToList();
        await connection.ExecuteAsync(new CommandDefinition(tell, parked.Select(range => new { range.ChannelId, Error = range.ToString() }), cancellationToken: cancellationToken));
        return parked;
    }
}
