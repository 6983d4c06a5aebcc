using Collector.Database;
using Collector.Telegram.Accounts;
using Collector.Testing;
using Dapper;

namespace Collector.Telegram.Tests;

public sealed class LeasesTests : IAsyncLifetime
{
    readonly TestDatabase database = new();
    SessionLeases leases = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        leases = Leases(new());
        await ExecuteAsync("""
            insert into accounts (telegram_id, phone, name) values (1, '+49…1', 'one'), (2, '+49…2', 'two');
            insert into sessions (account_id, data, key_check) values (1, '\x00', '\x00'), (1, '\x00', '\x00'), (2, '\x00', '\x00');
            """);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task ManyWhoAskAtOnceNeverHoldOneSessionTogether()
    {
        var asked = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => leases.TryLeaseAsync([], reads: true, Cancellation)));
        var held = asked.OfType<SessionLease>().Select(lease => lease.SessionId).ToList();
        Assert.NotEmpty(held);
        Assert.Equal(held.Distinct(), held);
    }

    [Fact]
    public async Task ASecondProcessIsGivenAnotherAccountFirst()
    {
        using var first = await leases.TryLeaseAsync([], reads: true, Cancellation);
        using var second = await leases.TryLeaseAsync([], reads: true, Cancellation);
        Assert.Equal([1, 2], [first!.AccountId, second!.AccountId]);
    }

    [Fact]
    public async Task WhoReadsNothingLeavesASessionOfEachAccountToAReader()
    {
        using var images = await leases.TryLeaseAsync([], reads: false, Cancellation);
        Assert.Equal(1, images!.AccountId);
        Assert.Null(await leases.TryLeaseAsync([], reads: false, Cancellation));

        using var first = await leases.TryLeaseAsync([], reads: true, Cancellation);
        using var second = await leases.TryLeaseAsync([], reads: true, Cancellation);
        Assert.Equal([1, 2], new[] { first!.AccountId, second!.AccountId }.Order());
        await ExecuteAsync("insert into sessions (account_id, data, key_check) values (2, '\\x00', '\\x00')");
        using var more = await leases.TryLeaseAsync([], reads: false, Cancellation);
        Assert.Equal(2, more!.AccountId);
    }

    [Fact]
    public async Task TwoWhoReadNothingNeverTakeTheLastSessionTogether()
    {
        await ExecuteAsync("delete from sessions where account_id = 2");
        var asked = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => leases.TryLeaseAsync([], reads: false, Cancellation)));
        Assert.Single(asked.OfType<SessionLease>());
    }

    [Fact]
    public async Task AHolderWhoseLeaseRanOutCannotRenewIt()
    {
        using var lease = await leases.TryLeaseAsync([], reads: true, Cancellation);
        Assert.True(await leases.RenewAsync(lease!, Cancellation));
        await ExecuteAsync("update sessions set lease_until = now() - interval '1 second'");
        Assert.False(await leases.RenewAsync(lease!, Cancellation));
    }

    [Fact]
    public async Task AHolderThatHearsNothingOfTheDatabaseStopsBeforeItsLeaseRunsOut()
    {
        // Usable for 50 ms of an hour: nothing renews it, as when PostgreSQL is cut off.
        using var lease = await Leases(new() { Length = TimeSpan.FromHours(1), Margin = TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(50) }).TryLeaseAsync([], reads: true, Cancellation);
        await Eventually.TrueAsync(() => lease!.Lost.IsCancellationRequested);
        Assert.Throws<IOException>(lease!.ThrowIfLost);
        Assert.Equal(1, await database.DataSource.CreateCommand("select count(*)::int from sessions where lease_until > now()").ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task AMachineThatSleptHoldsNothingAnyMore()
    {
        var clock = new SleepingClock();
        using var lease = await new SessionLeases(database.DataSource, new(), clock).TryLeaseAsync([], reads: true, Cancellation);
        Assert.True(lease!.IsValid);

        clock.Slept = leases.Usable;

        Assert.Throws<IOException>(lease.ThrowIfLost);
    }

    [Fact]
    public async Task APausedAccountIsNeitherLeasedNorRenewed()
    {
        using var lease = await leases.TryLeaseAsync([], reads: true, Cancellation);
        await ExecuteAsync("update accounts set state = 'paused'");
        Assert.False(await leases.RenewAsync(lease!, Cancellation));
        Assert.Null(await leases.TryLeaseAsync([], reads: true, Cancellation));
    }

    [Fact]
    public async Task ASessionGivenBackIsFreeAtOnce()
    {
        await ExecuteAsync("delete from sessions where id > 1");
        var lease = await leases.TryLeaseAsync([], reads: true, Cancellation);
        Assert.Null(await leases.TryLeaseAsync([], reads: true, Cancellation));
        await leases.ReleaseAsync(lease!, Cancellation);
        Assert.False(lease!.IsValid);
        using var next = await leases.TryLeaseAsync([], reads: true, Cancellation);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task ReadersSeeAccountsButNoSessions()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Cancellation);
        Assert.True(await connection.QuerySingleAsync<bool>("select has_table_privilege('collector_reader', 'accounts', 'select')"));
        Assert.False(await connection.QuerySingleAsync<bool>("select has_table_privilege('collector_reader', 'sessions', 'select')"));
    }

    SessionLeases Leases(LeaseOptions options) => new(database.DataSource, options, TimeProvider.System);

    Task<int> ExecuteAsync(string sql) => database.DataSource.ExecuteAsync(sql, null, Cancellation);

    sealed class SleepingClock : TimeProvider
    {
        /// <summary>The monotonic clock stands still meanwhile.</summary>
        public TimeSpan Slept { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Slept;
    }
}
