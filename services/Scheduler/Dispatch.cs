using Collector.Contracts;
using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Sends the command of every range that waits for it, to whom it was given. A crash between sending and noting it sends twice, which harms nothing.</summary>
sealed class Dispatch(NpgsqlDataSource database, Commands commands, TimeProvider time, IOptions<SchedulerOptions> options, ILogger<Dispatch> logger)
{
    public async Task<int> SendAsync(Pools pools, CancellationToken cancellationToken)
    {
        // What is covered already at either end need not be read again. A command waits until its account is there: the queue may not exist before.
        const string unsent = """
            select r.id as range_id, r.round, r.sweep as range_sweep, r.account_id, c.*,
                   case when v.sweep = r.sweep and r.span is not null then range_merge(int4multirange(r.span) - v.seen) else r.span end as span
            from ranges r
            join channels c on c.id = r.channel_id
            left join coverage v on v.channel_id = c.id
            where r.state = 'outstanding' and r.sent_at is null and r.covered_at is null and coalesce(r.not_before <= now(), true)
              and (c.source <> 'telegram' or r.account_id = any(@Accounts))
              and (@Only::int[] is null or c.id = any(@Only)) and not coalesce(v.sweep = r.sweep and v.seen @> r.span, false)
            order by r.span is not null, r.id
            """;
        // A command may have come back already, and wait for its next round.
        const string sent = """
            update ranges r
            set sent_at = case when sent.arrived then now() end, not_before = case when not sent.arrived then now() + interval '3 seconds' end
            from unnest(@ids, @rounds, @arrived) as sent(id, round, arrived)
            where r.id = sent.id and r.round = sent.round
            """;

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var waiting = (await connection.QueryAsync<UnsentRange>(new CommandDefinition(unsent, new { options.Value.Only, pools.Accounts }, cancellationToken: cancellationToken))).ToList();
        if (waiting.Count == 0)
            return 0;

        var notAfter = time.GetUtcNow() + options.Value.StartWithin;
        var arrived = await Task.WhenAll(waiting.Select(range => commands.TrySendAsync(Queues.CollectChannelOf(range.AccountId), range.ToCommand(notAfter), cancellationToken)));
        var ids = waiting.Select(range => range.RangeId).ToArray();
        var rounds = waiting.Select(range => range.Round).ToArray();
        await connection.ExecuteAsync(new CommandDefinition(sent, new { ids, rounds, arrived }, cancellationToken: cancellationToken));
        foreach (var queue in waiting.Where((_, number) => !arrived[number]).Select(range => Queues.CollectChannelOf(range.AccountId)).Distinct())
            logger.LogWarning("Nobody listens at {Queue} yet; its commands wait", queue.AbsolutePath);
        return waiting.Count;
    }
}
