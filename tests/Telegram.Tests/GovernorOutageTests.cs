using Collector.Database;
using Collector.Telegram.Governing;
using Collector.Testing;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Telegram.Tests;

public sealed class GovernorOutageTests(PrivatePostgres server) : IClassFixture<PrivatePostgres>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhilePostgresIsAwayCallsWait()
    {
        await using var source = DataSource.Create(new() { ConnectionString = server.ConnectionString });
        await new Migrator(source, NullLogger<Migrator>.Instance).MigrateAsync(Cancellation);
        await using (var connection = await source.OpenConnectionAsync(Cancellation))
            await connection.ExecuteAsync("insert into accounts (telegram_id, phone, name) values (1, '+49…1', 'one')");
        var governor = new Governor(source, new(source, TimeProvider.System, NullLogger<DatabaseOutages>.Instance), new(), TimeProvider.System, NullLogger<Governor>.Instance);
        var gates = await governor.OpenAsync(1, Cancellation);
        var telegram = new GovernorOpenDoor();
        await gates.CallAsync(CallClass.History, "a", null, telegram.CallAsync, Cancellation);

        await server.KillAsync();
        var calls = Enumerable.Range(0, 3).Select(_ => gates.CallAsync(CallClass.History, "a", null, telegram.CallAsync, Cancellation)).ToList();
        await Task.WhenAny(Task.WhenAny(calls), Task.Delay(TimeSpan.FromSeconds(1), Cancellation));
        Assert.Equal(1, telegram.Answered);
        await server.StartAsync();
        await Task.WhenAll(calls);
        Assert.Equal(4, telegram.Answered);
    }
}
