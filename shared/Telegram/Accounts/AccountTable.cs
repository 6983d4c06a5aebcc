using Collector.Database;
using Npgsql;

namespace Collector.Telegram.Accounts;

/// <summary>Owns the table <c>accounts</c>.</summary>
public sealed class AccountTable(NpgsqlDataSource database)
{
    const string Rows = """
        select a.*, count(s.id)::int as sessions, count(s.id) filter (where s.lease_until > clock_timestamp())::int as held
        from accounts a
        left join sessions s on s.account_id = a.id
        """;

    public Task<IReadOnlyList<AccountRow>> ListAsync(CancellationToken cancellationToken)
    {
        const string sql = Rows + " group by a.id order by a.id";
        return database.QueryAsync<AccountRow>(sql, null, cancellationToken);
    }

    /// <summary>Adds an account that has just logged in; one known by its Telegram id becomes active again.</summary>
    /// <param name="phone">Masked.</param>
    /// <returns><c>accounts.id</c>.</returns>
    public Task<int> AddAsync(long telegramId, string phone, string name, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into accounts (telegram_id, phone, name) values (@telegramId, @phone, @name)
            on conflict (telegram_id) do update set phone = excluded.phone, name = excluded.name, state = 'active', last_error = null
            returning id
            """;
        return database.ExecuteScalarAsync<int>(sql, new { telegramId, phone, name }, cancellationToken);
    }

    /// <summary>Changes what a person asks for; nothing where somebody else has changed it meanwhile. A holder of a session of an account that is not active any more loses it at its next renewal.</summary>
    /// <param name="from">The states in which it may be asked for.</param>
    /// <returns>The new state, which is logged out for one that has no session to be used with; null when it was in none of them.</returns>
    public Task<string?> TurnAsync(int accountId, IReadOnlyCollection<string> from, string to, CancellationToken cancellationToken)
    {
        const string sql = """
            update accounts a
            set state = case when @to <> 'removing' and not exists (select from sessions s where s.account_id = a.id) then 'logged_out' else @to end, last_error = null
            where id = @accountId and state = any(@from)
            returning state
            """;
        return database.ExecuteScalarAsync<string?>(sql, new { accountId, from = from.ToArray(), to }, cancellationToken);
    }

    /// <summary>Telegram has ended the account, or taken it out of use; one that is being removed goes on being so.</summary>
    public Task MarkAsync(int accountId, string state, string error, CancellationToken cancellationToken)
    {
        const string sql = "update accounts set state = @state, last_error = @error where id = @accountId and state <> 'removing'";
        return database.ExecuteAsync(sql, new { accountId, state, error }, cancellationToken);
    }

    /// <summary>Why an account that is to be removed is not yet.</summary>
    public Task NotRemovedAsync(int accountId, string error, CancellationToken cancellationToken)
    {
        const string sql = "update accounts set last_error = @error where id = @accountId and state = 'removing'";
        return database.ExecuteAsync(sql, new { accountId, error }, cancellationToken);
    }

    /// <returns>Its state; null when it is not there any more.</returns>
    public Task<string?> StateAsync(int accountId, CancellationToken cancellationToken)
    {
        const string sql = "select state from accounts where id = @accountId";
        return database.ExecuteScalarAsync<string?>(sql, new { accountId }, cancellationToken);
    }

    /// <summary>A session of the account has ended; it is logged out when that was the last one.</summary>
    public Task SessionEndedAsync(int accountId, string error, CancellationToken cancellationToken)
    {
        const string sql = "update accounts a set state = 'logged_out', last_error = @error where id = @accountId and state <> 'removing' and not exists (select from sessions s where s.account_id = a.id)";
        return database.ExecuteAsync(sql, new { accountId, error }, cancellationToken);
    }

    /// <summary>Removes the account whose sessions are logged out; what it collected stays.</summary>
    /// <param name="state">That in which it was seen last.</param>
    /// <returns>False when it has another, or a session: somebody has logged in.</returns>
    public async Task<bool> RemoveAsync(int accountId, string state, CancellationToken cancellationToken)
    {
        const string sql = "delete from accounts a where id = @accountId and state = @state and not exists (select from sessions s where s.account_id = a.id and s.saved_at is not null)";
        return await database.ExecuteAsync(sql, new { accountId, state }, cancellationToken) > 0;
    }

    /// <summary>Removes the account and its sessions, whatever Telegram knows of them.</summary>
    public Task ForgetAsync(int accountId, CancellationToken cancellationToken)
    {
        const string sql = "delete from accounts where id = @accountId";
        return database.ExecuteAsync(sql, new { accountId }, cancellationToken);
    }
}
