using Collector.Database;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Collector.Testing;

/// <summary>A database of its own with the current schema, dropped at the end. Needs <c>TEST_POSTGRES</c>, which tests/run sets.</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    static readonly SemaphoreSlim Turn = new(1);
    static string? template;

    readonly string name = $"test_{Guid.NewGuid():n}";

    public NpgsqlDataSource DataSource { get; private set; } = null!;

    public string ConnectionString => On(name);

    public async ValueTask InitializeAsync()
    {
        await using var server = NpgsqlDataSource.Create(On("postgres"));
        await using var connection = await server.OpenConnectionAsync();
        await connection.ExecuteAsync($"create database {name} template {await TemplateAsync(connection)}");
        DataSource = Database.DataSource.Create(new() { ConnectionString = ConnectionString });
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await using var server = NpgsqlDataSource.Create(On("postgres"));
        await using var connection = await server.OpenConnectionAsync();
        await connection.ExecuteAsync($"drop database {name} with (force)");
    }

    // Migrating once and copying is ten times faster than migrating for every test.
    static async Task<string> TemplateAsync(NpgsqlConnection server)
    {
        await Turn.WaitAsync();
        try
        {
            if (template is not null)
                return template;

            var made = $"test_template_{Guid.NewGuid():n}";
            await server.ExecuteAsync($"create database {made}");
            await using (var source = Database.DataSource.Create(new() { ConnectionString = On(made) }))
                await new Migrator(source, NullLogger<Migrator>.Instance).MigrateAsync(default);
            return template = made;
        }
        finally
        {
            Turn.Release();
        }
    }

    static string On(string database)
    {
        var server = Environment.GetEnvironmentVariable("TEST_POSTGRES")
            ?? throw new InvalidOperationException("TEST_POSTGRES is not set. Run the tests by tests/run, or set it to the connection string of a PostgreSQL server on which they may create databases.");
        return new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = database != "postgres" }.ConnectionString;
    }
}
