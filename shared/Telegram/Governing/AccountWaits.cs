using Collector.Database;
using Npgsql;

namespace Collector.Telegram.Governing;

/// <summary>Which accounts Telegram has asked to wait.</summary>
public sealed class AccountWaits(NpgsqlDataSource database)
{
    public Task<IReadOnlyList<AccountWait>> ListAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select account_id, call_class, blocked_until - clock_timestamp() as "left"
            from account_gates
            where blocked_until > clock_timestamp()
            order by account_id, call_class
            """;
        return database.QueryAsync<AccountWait>(sql, null, cancellationToken);
    }
}
