using Collector.Cli.Running;
using Collector.Contracts;
using Collector.Testing;
using Dapper;
using Npgsql;

namespace Collector.Cli.Tests;

public sealed class RunLockTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ASecondProcessIsRefusedUntilTheFirstIsGone()
    {
        var first = Lock();
        await first.TakeAsync(TimeSpan.Zero, Token);
        await using var second = Lock();

        var refused = await Assert.ThrowsAsync<PermanentException>(() => second.TakeAsync(TimeSpan.Zero, Token));

        Assert.StartsWith("Another Collector is running on the database test_", refused.Message, StringComparison.Ordinal);
        await first.DisposeAsync();
        await using var third = Lock();
        await third.TakeAsync(RunLock.Patience, Token);
    }

    [Fact]
    public async Task ALostConnectionIsTakenAgain()
    {
        await using var held = Lock();
        await held.TakeAsync(TimeSpan.Zero, Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var holding = held.HoldAsync(TimeSpan.FromMilliseconds(20), stop.Token);
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);

        var before = await HolderAsync(connection);
        await connection.ExecuteAsync("select pg_terminate_backend(@before)", new { before });

        await Eventually.TrueAsync(async () => await HolderAsync(connection) is { } now && now != before);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => holding);
    }

    [Fact]
    public async Task AServerThatWasAwayIsAskedForItAgain()
    {
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        using var relay = new Relay(server.Host!, server.Port);
        server.Port = relay.Port;
        await using var held = new RunLock(server.ConnectionString, TimeProvider.System);
        await held.TakeAsync(TimeSpan.Zero, Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var holding = held.HoldAsync(TimeSpan.FromMilliseconds(20), stop.Token);
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);

        relay.Cut(silently: false);
        await Eventually.TrueAsync(async () => await HolderAsync(connection) is null);
        await Task.Delay(200, Token);
        relay.Restore();

        await Eventually.TrueAsync(async () => await HolderAsync(connection) is not null);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => holding);
    }

    static Task<int?> HolderAsync(NpgsqlConnection connection) =>
        connection.ExecuteScalarAsync<int?>("select pid from pg_stat_activity where application_name = 'collector (running)' and datname = current_database() and pid in (select pid from pg_locks where locktype = 'advisory' and granted)");

    RunLock Lock() => new(database.ConnectionString, TimeProvider.System);
}
