using Collector.Database;
using Dapper;
using Npgsql;

namespace Collector.Telegram.Accounts;

/// <summary>Leases sessions by the database's clock, one holder at a time.</summary>
public sealed class SessionLeases(NpgsqlDataSource database, LeaseOptions options, TimeProvider time)
{
    // Any number that nothing else in the database locks.
    const long LockKey = 0x6C65_6173_6573;

    /// <summary>The longest that a session stays leased when its holder has died.</summary>
    public TimeSpan Length => options.Length;

    /// <summary>How long a holder may use a session without a renewal.</summary>
    public TimeSpan Usable => options.Length - options.Margin;

    /// <summary>A session of an active account that nobody holds, of the account with the fewest held ones; null when there is none.</summary>
    /// <param name="except">Accounts that the process holds a session of already.</param>
    /// <param name="reads">False for a process that reads no channels: it leaves one session of each account to somebody who does.</param>
    public Task<SessionLease?> TryLeaseAsync(int[] except, bool reads, CancellationToken cancellationToken)
    {
        const string lease = """
            update sessions set lease_holder = @holder, lease_until = clock_timestamp() + @length, lease_reads = @reads
            where id = (
                select s.id
                from sessions s
                join accounts a on a.id = s.account_id and a.state = 'active'
                where s.data is not null and a.id <> all(@except) and (s.lease_until is null or s.lease_until < clock_timestamp())
                  and (@reads or exists (
                      select from sessions other
                      where other.account_id = s.account_id and other.id <> s.id and other.data is not null
                        and (other.lease_reads or other.lease_until is null or other.lease_until < clock_timestamp())))
                order by (select count(*) from sessions held where held.account_id = s.account_id and held.lease_until > clock_timestamp()), s.id
                limit 1
                for update of s skip locked)
            returning id as session_id, account_id
            """;
        return LeaseAsync(lease, except, null, reads, cancellationToken);
    }

    /// <summary>This session, whatever the state of its account; null while somebody holds it.</summary>
    public Task<SessionLease?> TryLeaseAsync(int sessionId, CancellationToken cancellationToken)
    {
        const string lease = """
            update sessions set lease_holder = @holder, lease_until = clock_timestamp() + @length, lease_reads = @reads
            where id = @sessionId and (lease_until is null or lease_until < clock_timestamp())
            returning id as session_id, account_id
            """;
        return LeaseAsync(lease, null, sessionId, reads: false, cancellationToken);
    }

    /// <summary>False when the lease is lost, or its account no longer active.</summary>
    public async Task<bool> RenewAsync(SessionLease lease, CancellationToken cancellationToken)
    {
        const string renew = """
            update sessions s set lease_until = clock_timestamp() + @length
            from accounts a
            where s.id = @sessionId and s.lease_holder = @holder and s.lease_until > clock_timestamp()
              and a.id = s.account_id and a.state = 'active'
            """;
        var asked = Moment.Now(time);
        var renewed = await database.ExecuteAsync(renew, new { lease.SessionId, lease.Holder, length = options.Length }, cancellationToken);
        return renewed == 1 && lease.Renewed(asked);
    }

    /// <summary>Gives the session back. Its connection must be closed already.</summary>
    public Task ReleaseAsync(SessionLease lease, CancellationToken cancellationToken)
    {
        const string release = """
            update sessions set lease_holder = null, lease_until = null
            where id = @sessionId and lease_holder = @holder
            """;
        lease.Dispose();
        return database.ExecuteAsync(release, new { lease.SessionId, lease.Holder }, cancellationToken);
    }

    async Task<SessionLease?> LeaseAsync(string lease, int[]? except, int? sessionId, bool reads, CancellationToken cancellationToken)
    {
        var holder = Guid.NewGuid();
        var asked = Moment.Now(time);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // One after another: two who see each the other's session free would leave none.
        if (!reads)
            await connection.ExecuteAsync(new("select pg_advisory_xact_lock(@LockKey)", new { LockKey }, cancellationToken: cancellationToken));
        var row = await connection.QuerySingleOrDefaultAsync<(int SessionId, int AccountId)?>(
            new(lease, new { holder, length = options.Length, except, sessionId, reads }, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return row is { } free
            ? new SessionLease(free.SessionId, free.AccountId, holder, asked, Usable, time)
            : null;
    }
}
