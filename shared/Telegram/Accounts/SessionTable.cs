using System.Security.Cryptography;
using Collector.Contracts;
using Collector.Database;
using Dapper;
using Npgsql;

namespace Collector.Telegram.Accounts;

/// <summary>What the sessions of <c>sessions</c> hold: login keys, encrypted. Who may use one is told by <see cref="SessionLeases"/>.</summary>
public sealed class SessionTable(NpgsqlDataSource database, SessionCipher cipher)
{
    /// <summary>Adds a session that has just logged in.</summary>
    /// <returns><c>sessions.id</c>.</returns>
    public async Task<int> AddAsync(int accountId, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        // The cipher binds the data to the id.
        const string insert = "insert into sessions (account_id, key_check) values (@accountId, @check) returning id";
        const string update = "update sessions set data = @stored, saved_at = now() where id = @id";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<int>(
            new CommandDefinition(insert, new { accountId, check = cipher.Check.ToArray() }, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(
            new CommandDefinition(update, new { id, stored = cipher.Encrypt(id, data.Span) }, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <exception cref="SessionKeyException">The session was stored under another SESSION_KEY.</exception>
    /// <exception cref="PermanentException">The session is gone, or damaged.</exception>
    public async Task<byte[]> LoadAsync(int sessionId, CancellationToken cancellationToken)
    {
        const string sql = "select key_check, data from sessions where id = @sessionId and data is not null";
        var (check, data) = await database.QuerySingleOrDefaultAsync<(byte[]? Check, byte[]? Data)>(sql, new { sessionId }, cancellationToken);
        if (check is null || data is null)
            throw new PermanentException($"Session {sessionId} is gone from the database.");
        cipher.Verify(check);
        try
        {
            return cipher.Decrypt(sessionId, data);
        }
        catch (CryptographicException damaged)
        {
            throw new PermanentException($"Session {sessionId} is damaged in the database: remove its account with --force, and log in again.", damaged);
        }
    }

    /// <summary>Stores what the session has become, while its lease holds; afterwards it is another's, and nothing is written.</summary>
    public Task SaveAsync(SessionLease lease, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        const string sql = "update sessions set data = @stored, saved_at = now() where id = @SessionId and lease_holder = @Holder";
        return database.ExecuteAsync(sql, new { lease.SessionId, lease.Holder, stored = cipher.Encrypt(lease.SessionId, data.Span) }, cancellationToken);
    }

    /// <summary>Forgets the sessions of an account that Telegram has logged out or banned: before they were told apart, dead ones stayed.</summary>
    public Task ForgetDeadAsync(long telegramId, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from sessions s using accounts a
            where a.id = s.account_id and a.telegram_id = @telegramId and a.state in ('logged_out', 'banned')
            """;
        return database.ExecuteAsync(sql, new { telegramId }, cancellationToken);
    }

    /// <summary>Forgets a session that is logged out.</summary>
    public Task RemoveAsync(SessionLease lease, CancellationToken cancellationToken)
    {
        const string sql = "delete from sessions where id = @SessionId and lease_holder = @Holder";
        return database.ExecuteAsync(sql, new { lease.SessionId, lease.Holder }, cancellationToken);
    }

    /// <summary>The ids of an account's sessions.</summary>
    public Task<IReadOnlyList<int>> OfAccountAsync(int accountId, CancellationToken cancellationToken)
    {
        // Whoever logs in may not read the data.
        const string sql = "select id from sessions where account_id = @accountId and saved_at is not null order by id";
        return database.QueryAsync<int>(sql, new { accountId }, cancellationToken);
    }
}
