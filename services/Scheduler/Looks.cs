using Collector.Database;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Looks at channels: rows of <c>ranges</c> without a span.</summary>
sealed class Looks(NpgsqlDataSource database, IOptions<SchedulerOptions> options)
{
    /// <summary>Opens a look at every channel that is due, and at those whose last reader has lost them. One that was given up is tried by every account anew, once a day at most: Telegram lets an account look up some hundreds of names a day.</summary>
    public Task<IReadOnlyList<ChannelRow>> OpenAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            with due as (
                select id, state from channels c
                where state not in ('paused', 'removed')
                  and (next_due_at <= now() or next_due_at > now() + greatest(every, '1 day')
                    or source = 'telegram' and state = 'active' and last_seen_at is not null and not exists (select from account_channels a where a.channel_id = c.id and a.state = 'readable'))
                  and (@Only::int[] is null or c.id = any(@Only))
                  and not exists (select from ranges r where r.channel_id = c.id and r.span is null)
            ), opened as (
                insert into ranges (channel_id, sweep)
                select c.id, c.sweep from channels c join due using (id)
            ), forgotten as (
                delete from account_channels a using due
                where a.channel_id = due.id and due.state <> 'active' and a.state <> 'readable'
            )
            update channels c
            set next_due_at = now() + case when due.state <> 'active' and every > '0' then greatest(every, '1 day') else nullif(every, '0') end
            from due
            where c.id = due.id
            returning c.*
            """;
        return database.QueryAsync<ChannelRow>(sql, new { options.Value.Only }, cancellationToken);
    }

    /// <summary>Has channels whose beginning is hidden from whoever looked so far, or whose only readers have lost them, looked at by accounts that were not tried, one after another: those who were members earlier see more.</summary>
    public async Task OpenForUntriedAsync(Pools pools, CancellationToken cancellationToken)
    {
        // The ids of a basic group are each member's own.
        const string sql = """
            select c.id as channel_id, c.sweep, untried.accounts
            from channels c
            cross join lateral (
                select array(select id from unnest(@Resolvers) id where not exists (select from account_channels a where a.channel_id = c.id and a.account_id = id)) as accounts
            ) untried
            where c.source = 'telegram' and c.state = 'active'
              and (c.first_message_id > 1 or c.last_seen_at is not null and not exists (select from account_channels a where a.channel_id = c.id and a.state = 'readable'))
              and c.kind is distinct from 'basic_group' and (@Only::int[] is null or c.id = any(@Only)) and untried.accounts <> '{}'
              and not exists (select from ranges r where r.channel_id = c.id and r.span is null)
            """;
        const string open = """
            insert into ranges (channel_id, sweep, account_id)
            select channel_id, sweep, account_id from unnest(@channels, @sweeps, @accounts) as given(channel_id, sweep, account_id)
            on conflict do nothing
            """;
        if (pools.Resolvers.Length == 0)
            return;

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var hidden = await connection.QueryAsync<(int Channel, int Sweep, int[] Accounts)>(new CommandDefinition(sql, new { pools.Resolvers, options.Value.Only }, cancellationToken: cancellationToken));
        var given = hidden.Select(channel => (channel.Channel, channel.Sweep, Account: pools.TakeToTry(channel.Accounts))).Where(look => look.Account is not null).ToList();
        var parameters = new { channels = given.Select(look => look.Channel).ToArray(), sweeps = given.Select(look => look.Sweep).ToArray(), accounts = given.Select(look => look.Account).ToArray() };
        await connection.ExecuteAsync(new CommandDefinition(open, parameters, cancellationToken: cancellationToken));
    }

    /// <summary>Gives the looks at Telegram channels to accounts: to one that can read the channel, else to one that was not tried; those whose look-ups must wait are left out meanwhile. A channel that no account can read is given up; where one could that is paused or logged out, this look is.</summary>
    /// <returns>The channels that were given up now.</returns>
    public async Task<IReadOnlyList<ChannelRow>> AssignAsync(Pools pools, CancellationToken cancellationToken)
    {
        const string waiting = """
            select r.id,
                   array(select account_id from account_channels a where a.channel_id = r.channel_id and a.state = 'readable' and a.account_id = any(@Accounts) and coalesce(c.reader_id = a.account_id, true)) as readable,
                   array(select alive.id from unnest(@Accounts) as alive(id)
                         where coalesce(c.reader_id = alive.id, true)
                           and not exists (select from account_channels a where a.channel_id = r.channel_id and a.account_id = alive.id)) as untried,
                   exists (select from account_channels a join accounts on accounts.id = a.account_id and accounts.state = 'active'
                           where a.channel_id = r.channel_id and a.state = 'readable') as absent
            from ranges r
            join channels c on c.id = r.channel_id and c.source = 'telegram'
            where r.span is null and r.account_id is null and coalesce(r.not_before <= now(), true) and (@Only::int[] is null or c.id = any(@Only))
            order by r.id
            """;
        const string assign = """
            update ranges r
            set account_id = given.account_id, sent_at = null, round = round + (sent_at is not null)::int
            from unnest(@ids, @accounts) as given(id, account_id)
            where r.id = given.id
            """;
        // Nobody asked for the old part of a group, which a newer member may not see.
        const string giveUp = """
            with hopeless as (
                delete from ranges where id = any(@ids) returning channel_id
            ), why as (
                select distinct on (channel_id) channel_id,
                       case a.state when 'readable' then 'active' else a.state end as state,
                       case a.state when 'readable' then format('account %s, which can read it, is %s', accounts.id, replace(accounts.state, '_', ' ')) else a.last_error end as last_error
                from hopeless
                join account_channels a using (channel_id)
                join accounts on accounts.id = a.account_id
                order by channel_id, a.state = 'readable' desc, a.account_id = any(@Accounts) desc, a.checked_at desc
            )
            update channels c
            set state = case when c.state in ('paused', 'removed') then c.state when c.address like '-%' and c.every is null and c.last_seen_at is null and why.state <> 'active' then 'removed' else why.state end, last_error = why.last_error
            from why
            where c.id = why.channel_id
            returning c.*
            """;
        if (pools.Accounts.Length == 0)
            return [];

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var looks = await connection.QueryAsync<WaitingLook>(new CommandDefinition(waiting, new { pools.Accounts, options.Value.Only }, cancellationToken: cancellationToken));
        var given = looks.Select(look => (Look: look, Account: pools.TakeToLook(look.Readable) ?? pools.TakeToTry(look.Untried))).ToLookup(look => look.Account is not null);
        var ids = given[true].Select(look => look.Look.Id).ToArray();
        var accounts = given[true].Select(look => look.Account).ToArray();
        await connection.ExecuteAsync(new CommandDefinition(assign, new { ids, accounts }, cancellationToken: cancellationToken));
        ids = [.. given[false].Where(look => look.Look is { Readable: [], Untried: [], Absent: false }).Select(look => look.Look.Id)];
        return [.. await connection.QueryAsync<ChannelRow>(new CommandDefinition(giveUp, new { ids, pools.Accounts }, cancellationToken: cancellationToken))];
    }
}
