using Dapper;
using Npgsql;

namespace Collector.Database;

/// <summary>One statement on a connection of its own. Several in one text are one transaction. Each throws <see cref="NpgsqlException"/> when the server refuses, or is away.</summary>
public static class Statements
{
    /// <summary>Seconds for what touches all messages of a channel, or waits for whoever does: of a large one they take minutes, which is no outage.</summary>
    public const int LargeChannel = 3600;

    /// <returns>How many rows were changed.</returns>
    public static async Task<int> ExecuteAsync(this NpgsqlDataSource database, string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    /// <returns>The first column of the first row; the default when there is no row, or it is null.</returns>
    public static async Task<T?> ExecuteScalarAsync<T>(this NpgsqlDataSource database, string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    public static async Task<IReadOnlyList<T>> QueryAsync<T>(this NpgsqlDataSource database, string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).AsList();
    }

    /// <param name="commandTimeout">Seconds; null for what the connection string says.</param>
    /// <returns>The only row; the default when there is none.</returns>
    public static async Task<T?> QuerySingleOrDefaultAsync<T>(this NpgsqlDataSource database, string sql, object? parameters, CancellationToken cancellationToken, int? commandTimeout = null)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, parameters, commandTimeout: commandTimeout, cancellationToken: cancellationToken));
    }
}
