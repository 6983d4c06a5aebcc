using Collector.Database;
using Dapper;
using Npgsql;

namespace Collector.Telegram.Accounts;

/// <summary>Which export session the holders of an account share: the columns <c>takeout_…</c> of <c>accounts</c>. Calls wait while PostgreSQL is away; what is told beside them does not.</summary>
sealed class TakeoutTable(NpgsqlDataSource database, DatabaseOutages outages)
{
    // The first of the two keys of an advisory lock; the second is the account.
    const int Kind = 0x54616b65;

    /// <summary>The session, begun when there is none: by one holder, while the others wait, since a second one would end the first.</summary>
    /// <param name="begin">Null when Telegram does not begin one.</param>
    /// <returns>The session, or until when there shall be none.</returns>
    public Task<(long? Id, DateTimeOffset? NotBefore)> ShareAsync(int accountId, Func<Task<long?>> begin, CancellationToken cancellationToken) =>
        outages.WaitOutAsync(cancellation => ShareOnceAsync(accountId, begin, cancellation), cancellationToken);

    public Task UsedAsync(int accountId, long id, CancellationToken cancellationToken)
    {
        const string sql = "update accounts set takeout_used_at = clock_timestamp() where id = @accountId and takeout_id = @id";
        return database.ExecuteAsync(sql, new { accountId, id }, cancellationToken);
    }

    /// <summary>Takes the session from all holders when none of them has used it for so long.</summary>
    /// <returns>False when one has, or another holder was faster.</returns>
    public async Task<bool> TryTakeAsync(int accountId, long id, TimeSpan idle, CancellationToken cancellationToken)
    {
        const string sql = "update accounts set takeout_id = null where id = @accountId and takeout_id = @id and takeout_used_at <= clock_timestamp() - @idle";
        return await database.ExecuteAsync(sql, new { accountId, id, idle }, cancellationToken) == 1;
    }

    /// <summary>Telegram has ended the session.</summary>
    /// <returns>False when another holder has told so, or ended it itself.</returns>
    public async Task<bool> EndedAsync(int accountId, long id, TimeSpan pause, CancellationToken cancellationToken)
    {
        const string sql = "update accounts set takeout_id = null, takeout_not_before = clock_timestamp() + @pause where id = @accountId and takeout_id = @id";
        return await outages.WaitOutAsync(cancellation => database.ExecuteAsync(sql, new { accountId, id, pause }, cancellation), cancellationToken) == 1;
    }

    async Task<(long? Id, DateTimeOffset? NotBefore)> ShareOnceAsync(int accountId, Func<Task<long?>> begin, CancellationToken cancellationToken)
    {
        const string turn = "select pg_advisory_xact_lock(@Kind, @accountId)";
        const string read = "select takeout_id, case when takeout_not_before > clock_timestamp() then takeout_not_before end from accounts where id = @accountId";
        const string keep = "update accounts set takeout_id = @begun, takeout_used_at = clock_timestamp() where id = @accountId";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(turn, new { Kind, accountId }, cancellationToken: cancellationToken));
        var (shared, notBefore) = await connection.QuerySingleAsync<(long?, DateTimeOffset?)>(new CommandDefinition(read, new { accountId }, cancellationToken: cancellationToken));
        if (shared is not null || notBefore is not null || await begin() is not { } begun)
            return (shared, notBefore);
        await connection.ExecuteAsync(new CommandDefinition(keep, new { accountId, begun }, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return (begun, null);
    }
}
