using Collector.Testing;
using Dapper;

namespace Collector.Cli.Tests;

public sealed class ServiceLoginsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task MigrateLetsAServiceLogInWithThePasswordOfTheSettings()
    {
        var shell = Shell("Logins:collector_writer", "s3cret");

        Assert.Equal(0, await shell.RunAsync("migrate"));

        Assert.Contains("These roles may log in: collector_writer", shell.Out, StringComparison.Ordinal);
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var (login, password) = await connection.QuerySingleAsync<(bool, string)>("select rolcanlogin, rolpassword from pg_authid where rolname = 'collector_writer'");
        Assert.True(login);
        Assert.Equal(password, ScramVerifier.Of("s3cret", Salt(password)));
    }

    [Fact]
    public async Task ThePasswordIsStoredAsTheServerItselfWouldStoreIt()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("set local password_encryption = 'scram-sha-256'; create role someone password 'pass word!'");

        var stored = await connection.QuerySingleAsync<string>("select rolpassword from pg_authid where rolname = 'someone'");

        Assert.Equal(stored, ScramVerifier.Of("pass word!", Salt(stored)));
    }

    [Theory]
    [InlineData("Logins:postgres", "s3cret", "Logins__postgres is not the role of a service")]
    [InlineData("Logins:collector_writer", "", "Logins__collector_writer must be a password")]
    [InlineData("Logins:collector_writer", "пароль", "Logins__collector_writer must be a password")]
    public async Task AnythingElseIsRefused(string setting, string password, string problem)
    {
        var shell = Shell(setting, password);

        Assert.Equal(1, await shell.RunAsync("migrate"));
        Assert.Contains(problem, shell.Error, StringComparison.Ordinal);
    }

    TestShell Shell(string setting, string password) => new(new Dictionary<string, string?>
    {
        ["ConnectionStrings:Postgres"] = database.ConnectionString,
        ["Transport"] = "rabbitmq",
        [setting] = password,
    });

    // SCRAM-SHA-256$4096:SALT$STORED:SERVER
    static byte[] Salt(string verifier) => Convert.FromBase64String(verifier.Split('$')[1].Split(':')[1]);
}
