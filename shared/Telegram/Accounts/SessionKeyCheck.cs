using Collector.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Telegram.Accounts;

/// <summary>Tells a wrong SESSION_KEY before anything is begun with it.</summary>
public sealed class SessionKeyCheck(NpgsqlDataSource database, IOptions<TelegramOptions> options)
{
    /// <summary>Without stored sessions no key is needed.</summary>
    /// <exception cref="SessionKeyException">Sessions are stored, and SESSION_KEY is not what they were encrypted with.</exception>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        const string sql = "select distinct key_check from sessions";
        var checks = await database.QueryAsync<byte[]>(sql, null, cancellationToken);
        if (checks.Count == 0)
            return;
        var cipher = new SessionCipher(options.Value.SessionKey);
        foreach (var check in checks)
            cipher.Verify(check);
    }
}
