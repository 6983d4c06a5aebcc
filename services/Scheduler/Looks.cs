using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Opens a look at every channel that is due: a row of <c>ranges</c> without a span.</summary>
sealed class Looks(NpgsqlDataSource database, IOptions<SchedulerOptions> options)
{
    public async Task<IReadOnlyList<ChannelRow>> OpenAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            with due as (
                select id from channels c
                where state not in ('paused', 'removed') and next_due_at <= now()
                  and (@Only::int[] is null or c.id = any(@Only))
                  and not exists (select from ranges r where r.channel_id = c.id and r.span is null)
            ), opened as (
                insert into ranges (channel_id, sweep)
                select c.id, c.sweep from channels c join due using (id)
            )
            update channels c
            set next_due_at = now() + every
            from due
            where c.id = due.id
            returning c.*
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<ChannelRow>(new CommandDefinition(sql, new { options.Value.Only }, cancellationToken: cancellationToken))];
    }
}
