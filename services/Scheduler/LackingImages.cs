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
    public async Task<int> RequestAsync(Pools pools, CancellationToken cancellationToken)
    {
        if (!await queues.HaveRoomAsync(pools.Accounts, cancellationToken))
            return 0;

        var lacking = await ReadAsync(pools, cancellationToken);
        var overdue = await wanted.TakeOverdueAsync(pools.Accounts, options.Value.ImagePatience, options.Value.ImagesPerMinute, cancellationToken);
        foreach (var image in lacking.Concat(overdue))
        {
            if (image.Channel.AccountId is { } account)
                await commands.TrySendAsync(Queues.ImageRequestedOf(account), image, cancellationToken);
            else
                await bus.Publish(image, cancellationToken);
        }

        return lacking.Count + overdue.Count;
    }

    async Task<IReadOnlyList<ImageRequested>> ReadAsync(Pools pools, CancellationToken cancellationToken)
    {
        // One range at a time: ten thousand messages may lack as many images.
        const string sql = """
            with chosen as (
                select r.id
                from ranges r
                join channels c on c.id = r.channel_id
                where covered_at is not null and c.state <> 'removed' and now() > covered_at + @ImageGrace * power(4, least(image_rounds, 6))
                  and (c.source <> 'telegram'
                    or exists (select from account_channels a where a.channel_id = c.id and a.state = 'readable' and a.account_id = any(@Accounts)))
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
                where a.channel_id = m.channel_id and a.state = 'readable' and a.account_id = any(@Accounts) and c.source = 'telegram' and coalesce(c.reader_id = a.account_id, true)
                  and coalesce(a.first_message_id, 1) <= m.message_id
                order by random()
                limit 1
            ) able on true
            where not exists (select from images i where i.image_id = m.image_id)
            """;
        var images = await database.QueryAsync<LackingImage>(sql, new { options.Value.ImageGrace, pools.Accounts }, cancellationToken);
        return [.. images.Select(image => image.ToRequest())];
    }
}
