using Collector.Database;
using Dapper;
using Npgsql;

namespace Collector.Dashboard.Reading;

/// <summary>The accounts, their sessions and their waits.</summary>
sealed class Accounts(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<AccountView>> ReadAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select a.id, a.name, a.phone, a.state, a.last_error,
                   (select count(*) from account_channels c where c.account_id = a.id and c.state = 'readable')::int as channels,
                   coalesce((select sum(g.answered) from account_gates g where g.account_id = a.id), 0)::bigint as answered,
                   coalesce((select sum(g.floods) from account_gates g where g.account_id = a.id), 0)::int as floods
            from accounts a
            order by a.id;

            select id, account_id, lease_until from sessions order by id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
        var accounts = await answers.ReadAsync<AccountView>();
        var sessions = (await answers.ReadAsync<SessionView>()).ToLookup(session => session.AccountId);
        return [.. accounts.Select(account => account with { Sessions = [.. sessions[account.Id]] })];
    }

    /// <returns>The flood waits that are not over.</returns>
    public Task<IReadOnlyList<Wait>> WaitsAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select g.account_id, a.name as account, g.call_class, g.blocked_until as until
            from account_gates g
            join accounts a on a.id = g.account_id
            where g.blocked_until > clock_timestamp()
            order by g.account_id, g.call_class
            """;
        return database.QueryAsync<Wait>(sql, null, cancellationToken);
    }
}
