using Collector.Database;

namespace Collector.Telegram.Reading;

/// <summary>Owns the table <c>account_channels</c>: which account can read which channel, and how it names it. Waits while PostgreSQL is away.</summary>
sealed class AccountChannels(DatabaseOutages outages)
{
    public Task<Peer?> PeerAsync(int accountId, int channelId, CancellationToken cancellationToken)
    {
        const string sql = """
            select kind, peer_id, access_hash from account_channels
            where account_id = @accountId and channel_id = @channelId and peer_id is not null
            """;
        return outages.QuerySingleOrDefaultAsync<Peer>(sql, new { accountId, channelId }, cancellationToken);
    }

    public Task ReadableAsync(int accountId, int channelId, Peer peer, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into account_channels as a (account_id, channel_id, kind, peer_id, access_hash, state, checked_at)
            select @accountId, id, @Kind, @PeerId, @AccessHash, 'readable', now() from channels where id = @channelId
            on conflict (account_id, channel_id) do update
            set kind = excluded.kind, peer_id = excluded.peer_id, access_hash = excluded.access_hash, state = excluded.state, last_error = null, checked_at = now()
            """;
        return outages.ExecuteAsync(sql, new { accountId, channelId, peer.Kind, peer.PeerId, peer.AccessHash }, cancellationToken);
    }

    /// <summary>What came before is hidden from the account.</summary>
    public Task BeginsAsync(int accountId, int channelId, int first, CancellationToken cancellationToken)
    {
        const string sql = "update account_channels set first_message_id = @first where account_id = @accountId and channel_id = @channelId";
        return outages.ExecuteAsync(sql, new { accountId, channelId, first }, cancellationToken);
    }

    /// <param name="state">Why it cannot.</param>
    public Task UnreadableAsync(int accountId, int channelId, string state, string error, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into account_channels as a (account_id, channel_id, state, last_error, checked_at)
            select @accountId, id, @state, @error, now() from channels where id = @channelId
            on conflict (account_id, channel_id) do update
            set state = excluded.state, last_error = excluded.last_error, checked_at = now()
            """;
        return outages.ExecuteAsync(sql, new { accountId, channelId, state, error }, cancellationToken);
    }
}
