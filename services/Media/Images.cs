using Collector.Contracts;
using Collector.Database;

namespace Collector.Media;

/// <summary>Everything that writes <c>images</c> for one image; waits while PostgreSQL is away.</summary>
sealed class Images(DatabaseOutages outages)
{
    /// <summary>Makes the row. Where several messages show the image it names the first of them that can be read, whatever came first; a failed one names the request that tries again.</summary>
    /// <returns>The image as it was; null when its channel was deleted, and it is not wanted.</returns>
    public Task<KnownImage?> WantAsync(ImageRequested image, CancellationToken cancellationToken)
    {
        const string sql = """
            with shown as (
                select id from channels where id = @ChannelId
            ), wanted as (
                insert into images (image_id, state, channel_id, message_id, location)
                select @ImageId, 'wanted', id, @MessageId, @Location from shown
                on conflict (image_id) do update
                set state = case images.state when 'failed' then 'wanted' else images.state end,
                    wanted_at = case images.state when 'failed' then now() else images.wanted_at end,
                    channel_id = excluded.channel_id, message_id = excluded.message_id, location = excluded.location
                where images.state = 'failed'
                   or not exists (select from channels c where c.id = images.channel_id and c.state in ('active', 'paused'))
                   or (excluded.channel_id, excluded.message_id) < (images.channel_id, images.message_id)
                   or (excluded.channel_id, excluded.message_id) = (images.channel_id, images.message_id) and excluded.location <> images.location
            )
            select i.path, coalesce(i.bytes, 0) as bytes from shown left join images i on i.image_id = @ImageId and i.state = 'stored'
            """;
        return outages.QuerySingleOrDefaultAsync<KnownImage>(sql, new { image.ImageId, ChannelId = image.Channel.Id, image.MessageId, image.Location }, cancellationToken);
    }

    /// <summary>The file of a stored image is gone.</summary>
    public Task LostAsync(string imageId, CancellationToken cancellationToken)
    {
        const string sql = """
            update images
            set state = 'wanted', sha256 = null, path = null, mime = null, bytes = null, width = null, height = null, stored_at = null
            where image_id = @imageId
            """;
        return outages.ExecuteAsync(sql, new { imageId }, cancellationToken);
    }

    /// <summary>There is no room for it now: see <see cref="WantedImages.RequestWaitingAsync"/>.</summary>
    public Task WaitAsync(string imageId, CancellationToken cancellationToken)
    {
        const string sql = "update images set waiting_since = coalesce(waiting_since, now()) where image_id = @imageId and state = 'wanted'";
        return outages.ExecuteAsync(sql, new { imageId }, cancellationToken);
    }

    /// <returns>False when it was deleted with its channel meanwhile.</returns>
    public async Task<bool> StoredAsync(string imageId, StoredImage file, CancellationToken cancellationToken)
    {
        const string sql = """
            update images
            set state = 'stored', sha256 = @Sha256, path = @Path, mime = @Mime, bytes = @Bytes, width = @Width, height = @Height,
                attempts = attempts + 1, last_error = null, stored_at = now(), waiting_since = null
            where image_id = @imageId
            """;
        return await outages.ExecuteAsync(sql, new { imageId, file.Sha256, file.Path, file.Mime, file.Bytes, file.Width, file.Height }, cancellationToken) > 0;
    }

    /// <returns>Whether an image has this content.</returns>
    public async Task<bool> HasAsync(string sha256, CancellationToken cancellationToken)
    {
        const string sql = "select image_id from images where sha256 = @sha256 limit 1";
        return await outages.QuerySingleOrDefaultAsync<string>(sql, new { sha256 }, cancellationToken) is not null;
    }

    /// <summary>Another request may have stored it meanwhile; then it stays so.</summary>
    public Task FailedAsync(string imageId, string error, CancellationToken cancellationToken)
    {
        const string sql = """
            update images
            set state = 'failed', attempts = attempts + 1, last_error = @error, waiting_since = null
            where image_id = @imageId and state <> 'stored'
            """;
        return outages.ExecuteAsync(sql, new { imageId, error }, cancellationToken);
    }
}
