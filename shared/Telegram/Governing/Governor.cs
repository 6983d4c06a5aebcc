using System.Collections.Concurrent;
using Collector.Database;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Telegram.Governing;

/// <summary>The gates of the accounts that this process calls with. One for the whole process: two sessions of an account share its gates.</summary>
public sealed class Governor(NpgsqlDataSource database, DatabaseOutages outages, GateOptions options, TimeProvider time, ILogger<Governor> logger)
{
    readonly GateTable table = new(database, outages);
    readonly ConcurrentDictionary<int, AccountGates> accounts = new();

    /// <summary>The account's gates, with what was learned before.</summary>
    public async Task<AccountGates> OpenAsync(int accountId, CancellationToken cancellationToken)
    {
        var rows = await table.OpenAsync(accountId, cancellationToken);
        var gates = accounts.GetOrAdd(accountId, id => new(id, table, options, time, logger));
        gates.Know(rows);
        GateMetrics.Begin(accountId);
        return gates;
    }
}
