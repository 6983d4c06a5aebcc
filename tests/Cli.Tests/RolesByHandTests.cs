using Collector.Testing;
using Dapper;
using Npgsql;

namespace Collector.Cli.Tests;

public sealed class RolesByHandTests(PrivatePostgres server) : IClassFixture<PrivatePostgres>
{
    [Fact]
    public async Task RolesThatAreMadeAfterTheSchemaGetTheirRightsByTheNextMigrate()
    {
        await using var administrator = NpgsqlDataSource.Create(server.ConnectionString);
        await ExecuteAsync(administrator, "create role plain login");
        await ExecuteAsync(administrator, "create database plain owner plain");
        var plain = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "plain", Username = "plain" }.ConnectionString;

        var (exitCode, problem) = await MigrateAsync(plain);
        Assert.Equal(0, exitCode);
        Assert.Contains("collector_writer", Assert.Single(problem.Trim().Split('\n')), StringComparison.Ordinal);

        (exitCode, problem) = await MigrateAsync(plain, login: "s3cret");
        Assert.Equal(1, exitCode);
        Assert.Contains("Logins__collector_writer: PostgreSQL answers: role \"collector_writer\" does not exist", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", problem, StringComparison.Ordinal);

        foreach (var role in new[] { "reader", "scheduler", "collector", "media", "writer", "dashboard" })
            await ExecuteAsync(administrator, $"create role collector_{role} nologin");
        Assert.Equal((0, ""), await MigrateAsync(plain));
        await using var source = NpgsqlDataSource.Create(plain);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.True(await connection.ExecuteScalarAsync<bool>("select has_table_privilege('collector_writer', 'messages', 'insert') and has_table_privilege('collector_reader', 'messages', 'select')"));
    }

    static async Task<(int ExitCode, string Problem)> MigrateAsync(string connectionString, string? login = null)
    {
        var settings = new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = connectionString, ["Transport"] = "rabbitmq" };
        if (login is not null)
            settings["Logins:collector_writer"] = login;
        var shell = new TestShell(settings);
        var exitCode = await shell.RunAsync("migrate");
        return (exitCode, shell.Error);
    }

    static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(sql);
    }
}
