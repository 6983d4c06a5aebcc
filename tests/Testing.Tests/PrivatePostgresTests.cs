using Dapper;
using Npgsql;

namespace Collector.Testing.Tests;

public sealed class PrivatePostgresTests(PrivatePostgres server) : IClassFixture<PrivatePostgres>
{
    [Fact]
    public async Task KeepsItsRowsThroughKillsAndStops()
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await ExecuteAsync(database, "create table kept as select 1 as number");

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(database, "select 1"));
        await server.StartAsync();
        await server.StopAsync();
        await server.StartAsync();

        await Eventually.TrueAsync(async () =>
        {
            database.Clear();
            await using var connection = await database.OpenConnectionAsync();
            return await connection.ExecuteScalarAsync<int>("select number from kept") == 1;
        });
    }

    static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
