using System.Runtime.CompilerServices;
using Collector.Contracts;
using Collector.Database;
using Dapper;
using MassTransit;
using Npgsql;

namespace Collector.Media;

/// <summary>The images that are not in the store yet.</summary>
public sealed class WantedImages(NpgsqlDataSource database)
{
    /// <summary>Has every wanted image requested once more: the in-memory transport forgets its messages when the process ends. Telegram's become overdue, for an account to fetch; others wait for <see cref="RequestWaitingAsync"/>.</summary>
    /// <param name="channelId">Those of one channel; null for all.</param>
    /// <returns>How many there are.</returns>
    public Task<int> RequestAgainAsync(int? channelId, CancellationToken cancellationToken)
    {
        const string sql = """
            update images i
            set requested_at = case when c.source = 'telegram' then '-infinity' else requested_at end,
                waiting_since = case when c.source = 'telegram' then waiting_since else coalesce(waiting_since, '-infinity') end
            from channels c
            where c.id = i.channel_id and i.state = 'wanted' and c.state <> 'removed' and (@channelId::int is null or c.id = @channelId)
            """;
        return database.ExecuteAsync(sql, new { channelId }, cancellationToken);
    }

    /// <summary>Takes Telegram's images that are wanted for too long: their requests may lie in the queue of an account that is gone, whose location is of no use to another. They are not overdue again before <paramref name="patience"/> has passed once more.</summary>
    /// <param name="accounts">The accounts that may be asked.</param>
    /// <param name="patience">How long an image may be wanted.</param>
    /// <param name="perMinute">Most that are taken in a minute.</param>
    /// <returns>Requests, each for an account that can read the channel.</returns>
    public async Task<IReadOnlyList<ImageRequested>> TakeOverdueAsync(int[] accounts, TimeSpan patience, int perMinute, CancellationToken cancellationToken)
    {
        const string sql = """
            with left_now as (
                select greatest(0, @perMinute - count(*)) as count from images where state = 'wanted' and requested_at > now() - interval '1 minute'
            ), able as (
                select a.channel_id, min(coalesce(a.first_message_id, 1)) as first
                from account_channels a
                join channels c on c.id = a.channel_id and c.source = 'telegram' and c.state <> 'removed'
                where a.state = 'readable' and a.account_id = any(@accounts) and coalesce(c.reader_id = a.account_id, true)
                group by 1
            ), overdue as (
                select i.image_id, reader.account_id, c.id, coalesce(c.handle, c.title) as name, c.source, c.address, c.telegram_id
                from able
                join channels c on c.id = able.channel_id
                cross join lateral (
                    select image_id, message_id, coalesce(requested_at, wanted_at) as since
                    from images
                    where channel_id = able.channel_id and state = 'wanted' and coalesce(requested_at, wanted_at) < now() - @patience and message_id >= able.first
                    order by 3
                    limit (select count from left_now)
                ) i
                cross join lateral (
                    select a.account_id from account_channels a
                    where a.channel_id = c.id and a.state = 'readable' and a.account_id = any(@accounts) and coalesce(c.reader_id = a.account_id, true) and coalesce(a.first_message_id, 1) <= i.message_id
                    order by random()
                    limit 1
                ) reader
                order by i.since
                limit (select count from left_now)
            )
            update images i
            set requested_at = now()
            from overdue o
            where i.image_id = o.image_id
            returning i.image_id, i.message_id, null as location, o.id, o.name, o.source, o.address, o.telegram_id, o.account_id
            """;
        var overdue = await database.QueryAsync<WantedImage>(sql, new { accounts, patience, perMinute }, cancellationToken);
        return [.. overdue.Select(image => image.ToRequest())];
    }

    /// <summary>Makes images wanted whose file is gone or damaged; the services request them again.</summary>
    /// <param name="path">As in <c>images.path</c>.</param>
    public Task RepairAsync(string path, CancellationToken cancellationToken)
    {
        const string sql = """
            update images
            set state = 'wanted', sha256 = null, path = null, mime = null, bytes = null, width = null, height = null, stored_at = null, waiting_since = '-infinity'
            where path = @path
            """;
        return database.ExecuteAsync(sql, new { path }, cancellationToken);
    }

    /// <summary>The same images; those of them that are gone or damaged are wanted once they have passed.</summary>
    public async IAsyncEnumerable<AuditedImage> RepairedAsync(IAsyncEnumerable<AuditedImage> images, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var image in images.WithCancellation(cancellationToken))
        {
            if (image.Problem is not null)
                await RepairAsync(image.Path, cancellationToken);
            yield return image;
        }
    }

    /// <summary>Publishes requests for images that had to wait for room, or are wanted once more: at most so many at once that another look at the disk is worth it. Of several services each takes others. Telegram's become overdue, for an account to fetch.</summary>
    /// <returns>How many there were, Telegram's among them.</returns>
    public async Task<int> RequestWaitingAsync(IPublishEndpoint bus, CancellationToken cancellationToken)
    {
        const string sql = """
            with waiting as (
                update images set waiting_since = null, requested_at = '-infinity'
                where image_id in (
                    select i.image_id from images i
                    join channels c on c.id = i.channel_id and c.state <> 'removed'
                    where i.waiting_since is not null
                    order by i.waiting_since
                    limit 200
                    for update of i skip locked)
                returning *
            )
            select i.image_id, i.message_id, i.location, c.id, coalesce(c.handle, c.title) as name, c.source, c.address, c.telegram_id, null::int as account_id
            from waiting i
            join channels c on c.id = i.channel_id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // Not committed before they are published.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var images = (await connection.QueryAsync<WantedImage>(new CommandDefinition(sql, cancellationToken: cancellationToken))).AsList();
        foreach (var image in images.Where(image => image.Source != SourceNames.Telegram))
            await bus.Publish(image.ToRequest(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return images.Count;
    }
}
