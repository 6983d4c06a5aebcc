using System.Text.Json;
using Collector.Database;
using Dapper;
using Npgsql;

namespace Collector.Telegram.Governing;

/// <summary>The gates of all accounts, shared by all processes. While PostgreSQL is away, calls wait.</summary>
sealed class GateTable(NpgsqlDataSource database, DatabaseOutages outages)
{
    /// <summary>The account's gates, made when it has none.</summary>
    public Task<IReadOnlyList<GateRow>> OpenAsync(int accountId, CancellationToken cancellationToken)
    {
        const string open = """
            insert into account_gates (account_id, call_class) select @accountId, unnest(@classes) on conflict do nothing;
            select call_class, rate, blocked_until, answered, floods, learned::text as learned, clock_timestamp() as now
            from account_gates
            where account_id = @accountId
            """;
        var classes = CallClassNames.All.Select(each => each.Name()).ToArray();
        return outages.WaitOutAsync(cancellation => database.QueryAsync<GateRow>(open, new { accountId, classes }, cancellation), cancellationToken);
    }

    /// <summary>Reports calls that were answered, and takes slots unless everybody waits or the learner is due.</summary>
    public Task<Slots> ReserveAsync(int accountId, CallClass callClass, int wanted, long answered, CancellationToken cancellationToken)
    {
        // A slot lost in a crash costs nothing, a disk's write per call much. A late caller may catch up by a twentieth of a second. Slots far ahead were taken before the server's clock was set back.
        const string reserve = """
            update account_gates g set
                answered = g.answered + @answered,
                next_slot = case
                    when coalesce(g.blocked_until, '-infinity') > t.now or g.due_at <= t.now then g.next_slot
                    else case when g.next_slot < t.now + interval '10 minutes' then greatest(g.next_slot, t.now - interval '50 ms') else t.now end
                        + least(@wanted, greatest(1, ceil(g.rate * 0.1))) * coalesce(1 / g.rate, 0) * interval '1 second' end,
                updated_at = t.now
            from (select clock_timestamp() as now, set_config('synchronous_commit', 'off', true) as quick) t
            where g.account_id = @accountId and g.call_class = @callClass
            returning t.now, greatest(g.next_slot, t.now - interval '50 ms') as next_slot, coalesce(g.blocked_until, t.now) as blocked_until, g.due_at <= t.now as is_due, g.rate
            """;
        return outages.WaitOutAsync(
            async cancellation => (await database.QueryAsync<Slots>(reserve, new { accountId, callClass = callClass.Name(), wanted, answered }, cancellation)).Single(),
            cancellationToken);
    }

    /// <summary>What the learner makes of the row, one process at a time.</summary>
    public Task<(Learned Before, Learned After, DateTimeOffset Now)> LearnAsync(
        int accountId, CallClass callClass, Func<Learned, DateTimeOffset, Learned> learn, CancellationToken cancellationToken)
    {
        const string read = """
            select call_class, rate, blocked_until, answered, floods, learned::text as learned, clock_timestamp() as now
            from account_gates
            where account_id = @accountId and call_class = @name
            for update
            """;
        const string write = """
            update account_gates set
                rate = @Rate, blocked_until = @BlockedUntil, due_at = @Due, floods = @Floods, learned = @learned::jsonb, updated_at = clock_timestamp(),
                last_flood_at = coalesce(@At, last_flood_at), last_wait = coalesce(@wait, last_wait)
            where account_id = @accountId and call_class = @name
            """;
        var name = callClass.Name();
        return outages.WaitOutAsync(
            async cancellation =>
            {
                await using var connection = await database.OpenConnectionAsync(cancellation);
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                var row = await connection.QuerySingleAsync<GateRow>(new(read, new { accountId, name }, cancellationToken: cancellation));
                var before = row.ToLearned();
                var after = learn(before, row.Now);
                await connection.ExecuteAsync(new(
                    write,
                    new
                    {
                        accountId,
                        name,
                        after.Rate,
                        after.BlockedUntil,
                        after.Due,
                        after.Floods,
                        learned = JsonSerializer.Serialize(after),
                        after.Flood?.At,
                        wait = after.Flood is { } flood ? TimeSpan.FromSeconds(flood.Wait) : (TimeSpan?)null,
                    },
                    cancellationToken: cancellation));
                await transaction.CommitAsync(cancellation);
                return (before, after, row.Now);
            },
            cancellationToken);
    }
}
