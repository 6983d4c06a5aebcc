using Collector.Testing;
using Dapper;
using Npgsql;

namespace Collector.Benchmarks;

/// <summary>An empty database on a server, dropped at the end.</summary>
sealed class ScratchDatabase : IAsyncDisposable
{
    readonly string name = $"bench_{Guid.NewGuid():n}";
    readonly NpgsqlConnectionStringBuilder server;

    ScratchDatabase(string server)
    {
        this.server = new(server);
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    public string ConnectionString => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;

    public NpgsqlDataSource DataSource { get; }

    public static async Task<ScratchDatabase> CreateAsync(string server)
    {
        var database = new ScratchDatabase(server);
        await database.OnServerAsync($"create database {database.name}");
        return database;
    }

    public async Task PsqlAsync(string command)
    {
        await using var psql = ServiceProcess.StartProgram("psql", "-X", "-q", "-h", server.Host!, "-p", $"{server.Port}", "-U", server.Username!, "-d", name, "-c", command);
        if (await psql.WaitForExitAsync(TimeSpan.FromMinutes(30)) is var code && code != 0)
            throw new InvalidOperationException($"psql exited with {code}: {string.Join('\n', psql.Lines)}");
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await OnServerAsync($"drop database {name} with (force)");
    }

    async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }
}
