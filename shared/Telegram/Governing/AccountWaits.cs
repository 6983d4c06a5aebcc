using Dapper;
using Npgsql;

namespace Collector.Telegram.Governing;

/// <summary>Which accounts Telegram has asked to wait.</summary>
public sealed class AccountWaits(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<AccountWait>> ListAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select account_id, call_class, blocked_until - clock_timestamp() as "left"
            from account_gates
            where blocked_until > clock_timestamp()
            order by account_id, call_class
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<AccountWait>(new CommandDefinition(sql, cancellationToken: cancellationToken))];
    }
}
