using System.Globalization;
using Collector.Database;
using Collector.Telegram.Governing;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Telegram.Tests;

/// <summary>Two accounts, and as many processes as a test wants that call with them.</summary>
sealed class GovernorProcesses : IAsyncLifetime
{
    readonly TestDatabase database = new();

    public GovernorLog Log { get; } = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        await ExecuteAsync("insert into accounts (telegram_id, phone, name) values (1, '+49…1', 'one'), (2, '+49…2', 'two')");
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    public Task<AccountGates> StartAsync(GateOptions? options = null, int account = 1) =>
        new Governor(
            database.DataSource,
            new(database.DataSource, TimeProvider.System, NullLogger<DatabaseOutages>.Instance),
            options ?? new(),
            TimeProvider.System,
            Log)
            .OpenAsync(account, Cancellation);

    /// <summary>As if it had been learned long ago.</summary>
    public async Task LearnedAsync(double rate)
    {
        await StartAsync();
        await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"update account_gates set rate = {rate}, due_at = 'infinity' where account_id = 1 and call_class in ('history', 'messages')"));
    }

    public Task<T?> ScalarAsync<T>(string sql) => database.DataSource.ExecuteScalarAsync<T>(sql, null, Cancellation);

    Task<int> ExecuteAsync(string sql) => database.DataSource.ExecuteAsync(sql, null, Cancellation);
}
