using Collector.Contracts;
using Collector.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Hosting;

/// <summary>Compares the limits of this process with the connections that it can get: starving would look like a slow database.</summary>
public sealed class ConnectionBudget(NpgsqlDataSource database, IOptions<DatabaseOptions> options, IEnumerable<ConnectionNeed> needs)
{
    /// <summary>What every process needs beside its limits: the scheduler's turn, locks, progress.</summary>
    public const int Spare = 4;

    /// <exception cref="PermanentException">The pool or the server cannot feed the limits; the message names the settings.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        const string sql = "select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int";
        var server = await database.ExecuteScalarAsync<int>(sql, null, cancellationToken);
        if (Problem([.. needs], options.Value.MaxPoolSize, server) is { } problem)
            throw new PermanentException(problem);
    }

    /// <returns>What is wrong and the mend, in one line; null when the limits can be fed.</returns>
    static string? Problem(IReadOnlyCollection<ConnectionNeed> needs, int pool, int server)
    {
        var wanted = needs.Sum(need => need.Connections) + Spare;
        var limits = string.Join(", ", needs);
        if (needs.Count == 0)
            return null;
        if (wanted > pool)
            return $"{limits} may take {wanted} connections to PostgreSQL at once, but DB_MAX_POOL_SIZE is {pool}. Raise DB_MAX_POOL_SIZE to {wanted}, or lower the limits.";
        if (wanted > server)
            return $"{limits} may take {wanted} connections to PostgreSQL at once, but the server gives only {server}. Raise its max_connections, or lower the limits.";
        return null;
    }
}
