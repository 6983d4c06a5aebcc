using Collector.Database;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Takes what is in flight from accounts that are gone, or cannot read the channel: the gap is claimed by another, a look is given to another.</summary>
sealed class Moves(NpgsqlDataSource database, Listening listening)
{
    /// <returns>How many ranges and looks each account lost.</returns>
    public Task<IReadOnlyList<(int AccountId, int Count)>> MoveAsync(CancellationToken cancellationToken)
    {
        // What was read to its end needs its account no more.
        const string sql = $"""
            with lost as (
                select r.id, r.account_id
                from ranges r
                join channels c on c.id = r.channel_id
                where r.state = 'outstanding' and r.covered_at is null and r.finished_at is null
                  and case
                        when c.source <> 'telegram' then r.account_id is not null
                        when r.account_id is null then r.span is not null
                        else not exists (select from collectors p where p.account_id = r.account_id and (not @LongEnough or p.seen_at > now() - {Collectors.Patience}))
                          or exists (select from account_channels a where a.account_id = r.account_id and a.channel_id = r.channel_id and a.state <> 'readable')
                      end
            ), deleted as (
                delete from ranges r using lost where r.id = lost.id and r.span is not null
            ), waiting as (
                update ranges r set account_id = null, sent_at = null, round = r.round + 1 from lost where r.id = lost.id and r.span is null
            )
            select account_id, count(*)::int from lost where account_id is not null group by account_id
            """;
        return database.QueryAsync<(int, int)>(sql, new { listening.LongEnough }, cancellationToken);
    }
}
