using Collector.Testing;
using Dapper;
using Npgsql;

namespace Collector.Benchmarks;

/// <summary>The servers of a benchmark: those that TEST_POSTGRES and TEST_RABBITMQ name, else its own, started when they are needed.</summary>
/// <param name="postgresSettings">What PostgreSQL has to be set to; with any it is always an own one.</param>
sealed class Servers(params string[] postgresSettings) : IAsyncDisposable
{
    PrivatePostgres? postgres;
    PrivateRabbitMq? rabbitMq;

    /// <returns>The server's connection string.</returns>
    public async Task<string> PostgresAsync()
    {
        if (postgresSettings.Length == 0 && Environment.GetEnvironmentVariable("TEST_POSTGRES") is { } given)
            return given;
        if (postgres is not null)
            return postgres.ConnectionString;

        await (postgres = new()).InitializeAsync();
        foreach (var setting in postgresSettings)
        {
            await using var connection = new NpgsqlConnection(postgres.ConnectionString);
            await connection.ExecuteAsync($"alter system set {setting}");
        }

        if (postgresSettings.Length > 0)
        {
            NpgsqlConnection.ClearAllPools();
            await postgres.StopAsync();
            await postgres.StartAsync();
        }

        return postgres.ConnectionString;
    }

    /// <summary>A virtual host of its own; dispose of it before the servers.</summary>
    public async Task<TestBroker> BrokerAsync()
    {
        if (Environment.GetEnvironmentVariable("TEST_RABBITMQ") is not null)
        {
            var broker = new TestBroker();
            await broker.InitializeAsync();
            return broker;
        }

        if (rabbitMq is null)
            await (rabbitMq = new()).InitializeAsync();
        return await rabbitMq.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (rabbitMq is not null)
            await rabbitMq.DisposeAsync();
        if (postgres is not null)
            await postgres.DisposeAsync();
    }
}
