using Collector.Contracts;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Collector.Scheduler;

/// <summary>Sends the command of every range that waits for it. A crash between sending and noting it sends twice, which harms nothing.</summary>
sealed class Dispatch(NpgsqlDataSource database, IBus bus, TimeProvider time, IOptions<SchedulerOptions> options)
{
    public async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        // What is covered already at either end need not be read again.
        const string unsent = """
            select r.id as range_id, r.round, r.sweep as range_sweep, c.*,
                   case when v.sweep = r.sweep and r.span is not null then range_merge(int4multirange(r.span) - v.seen) else r.span end as span
            from ranges r
            join channels c on c.id = r.channel_id
            left join coverage v on v.channel_id = c.id
            where r.state = 'outstanding' and r.sent_at is null and r.covered_at is null and coalesce(r.not_before <= now(), true)
              and (@Only::int[] is null or c.id = any(@Only)) and not coalesce(v.sweep = r.sweep and v.seen @> r.span, false)
            order by r.span is not null, r.id
            """;
        const string sent = "update ranges set sent_at = now(), not_before = null where id = any(@ids)";

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var commands = (await connection.QueryAsync<UnsentRange>(new CommandDefinition(unsent, new { options.Value.Only }, cancellationToken: cancellationToken))).ToList();
        if (commands.Count == 0)
            return 0;

        var endpoint = await bus.GetSendEndpoint(Queues.CollectChannel);
        var notAfter = time.GetUtcNow() + options.Value.StartWithin;
        await Task.WhenAll(commands.Select(range => endpoint.Send(range.ToCommand(notAfter), Mandatory, cancellationToken)));
        await connection.ExecuteAsync(new CommandDefinition(sent, new { ids = commands.Select(range => range.RangeId).ToArray() }, cancellationToken: cancellationToken));
        return commands.Count;
    }

    // Without a queue a command would be gone without an error.
    static void Mandatory(SendContext<CollectChannel> context)
    {
        if (context is RabbitMqSendContext rabbit)
            rabbit.Mandatory = true;
    }
}
