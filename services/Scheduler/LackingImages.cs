using Collector.Contracts;
using Collector.Database;
using Collector.Media;
using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Requests images again whose request was lost on its way: what covered messages show and <c>images</c> has no row for, and what accounts let lie.</summary>
sealed class LackingImages(NpgsqlDataSource database, WantedImages wanted, Commands commands, IBus bus, ImageQueues queues, IOptions<SchedulerOptions> options)
{
    // A broker confirms each; one after another a range's ten thousand would hold the scheduler's turn for a minute.
    const int AtOnce = 100;

    public async Task<int> RequestAsync(Pools pools, CancellationToken cancellationToken)
    {
        var withRoom = await queues.WithRoomAsync(pools.Accounts, cancellationToken);
        if (withRoom.Length == 0)
            return 0;

        var lacking = await ReadAsync(withRoom, cancellationToken);
        var overdue = await wanted.TakeOverdueAsync(withRoom, options.Value.ImagePatience, options.Value.ImagesPerMinute, cancellationToken);
        foreach (var images in lacking.Concat(overdue).Chunk(AtOnce))
            await Task.WhenAll(images.Select(image => SendAsync(image, cancellationToken)));
        return lacking.Count + overdue.Count;
    }

    Task SendAsync(ImageRequested image, CancellationToken cancellationToken) => image.Channel.AccountId is { } account
        ? commands.TrySendAsync(Queues.ImageRequestedOf(account), image, cancellationToken)
        : bus.Publish(image, cancellationToken);

    async Task<IReadOnlyList<ImageRequested>> ReadAsync(int[] withRoom, CancellationToken cancellationToken)
    {
        // One range at a time: ten thousand messages may lack as many images.
        const string sql = """
            with chosen as (
                select r.id
                from ranges r
                join channels c on c.id = r.channel_id
                where covered_at is not null and c.state <> 'removed' and now() > covered_at + @ImageGrace * power(4, least(image_rounds, 6))
                  and (c.source <> 'telegram' and 0 = any(@withRoom)
                    or c.source = 'telegram' and exists (select from account_channels a where a.channel_id = c.id and a.state = 'readable' and a.account_id = any(@withRoom)))
                order by covered_at
                limit 1
            ), due as (
                update ranges r
                set image_rounds = image_rounds + 1, covered_at = now()
                from chosen
                where r.id = chosen.id
                returning r.channel_id, r.span
            )
            select distinct on (m.image_id) m.image_id, m.message_id, able.account_id, c.*
            from due
            join channels c on c.id = due.channel_id
            join lateral (
                select * from messages
                where channel_id = due.channel_id and message_id >= lower(due.span) and message_id < upper(due.span) and image_id is not null
                offset 0
            ) m on true
            left join lateral (
                select a.account_id from account_channels a
                where a.channel_id = m.channel_id and a.state = 'readable' and a.account_id = any(@withRoom) and c.source = 'telegram' and coalesce(c.reader_id = a.account_id, true)
                  and coalesce(a.first_message_id, 1) <= m.message_id
                order by random()
                limit 1
            ) able on true
            where not exists (select from images i where i.image_id = m.image_id)
            """;
        var images = await database.QueryAsync<LackingImage>(sql, new { options.Value.ImageGrace, withRoom }, cancellationToken);
        return [.. images.Select(image => image.ToRequest())];
    }
}
