using Dapper;
using Npgsql;

namespace Collector.Dashboard.Tests;

/// <summary>What no sample has: hostile texts, gaps, parked ranges, accounts.</summary>
static class Scenery
{
    public const string Hostile = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> & unharmed wombat";

    public static async Task PaintAsync(NpgsqlDataSource database)
    {
        const string sql = """
            with added as (
                insert into channels (source, address, handle, title, kind, telegram_id, top_message_id, state, last_seen_at)
                values ('telegram', 'name:hostile', 'hostile', '<script>document.title=''owned''</script>', 'channel', 77001, 3, 'paused', now()),
                       ('telegram', 'name:fenland_birds', 'fenland_birds', 'Fenland Birds & Weather', 'channel', 77002, 184500, 'paused', now() - interval '4 minutes')
                returning id, handle
            ), ledger as (
                insert into coverage (channel_id, known, messages)
                select id, case handle when 'hostile' then '{[1,4)}' else '{[1,31000),[52000,97400),[99000,141000),[160000,184501)}' end::int4multirange,
                       case handle when 'hostile' then 3 else 128411 end
                from added
            ), parked as (
                insert into ranges (channel_id, span, sweep, state, error)
                select id, '[97400,99000)', 1, 'parked', 'messages-collected: the page could not be stored, see the dead letters' from added where handle = 'fenland_birds'
            ), flight as (
                insert into ranges (channel_id, span, sweep, state, sent_at)
                select id, '[141000,151000)'::int4range, 1, 'outstanding', now() from added where handle = 'fenland_birds'
            )
            insert into messages (channel_id, message_id, posted_at, kind, text, entities, observed_at, reactions, forwarded_from, sender_name)
            select id, 3, now(), 'message', @Hostile,
                   '[{"type":"text_link","offset":0,"length":8,"href":"javascript:document.title=1"},{"type":"bold","offset":9,"length":400}]'::jsonb, now(),
                   '[{"type":"emoji","emoji":"<b>","count":3}]'::jsonb, '{"name":"<i>somebody</i>"}'::jsonb, '<u>me</u>'
            from added where handle = 'hostile';

            insert into accounts (telegram_id, phone, name, state, last_error) values (501, '+49…23', 'Collector One', 'active', null), (502, '+44…81', 'Second account', 'paused', null);
            insert into account_gates (account_id, call_class, answered, floods, blocked_until) select id, 'history', 48210, 3, now() + interval '70 minutes' from accounts where telegram_id = 501
            """;
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { Hostile });
    }

    /// <summary>Sessions whose key nobody here has: only when whoever would ask for it has started.</summary>
    public static async Task LogInAsync(NpgsqlDataSource database)
    {
        const string sql = """
            insert into sessions (account_id, key_check, lease_holder, lease_until)
            select id, '\x00', case telegram_id when 501 then gen_random_uuid() end, case telegram_id when 501 then now() + interval '1 hour' end from accounts
            """;
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
