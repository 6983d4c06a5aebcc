using Collector.Contracts;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Requests again what covered messages show and <c>images</c> has no row for: the request was lost on its way.</summary>
sealed class LackingImages(NpgsqlDataSource database, IBus bus, IOptions<SchedulerOptions> options)
{
    public async Task<int> RequestAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            with due as (
                update ranges
                set image_rounds = image_rounds + 1, covered_at = now()
                where covered_at is not null and now() > covered_at + @ImageGrace * power(4, least(image_rounds, 6))
                returning channel_id, span
            )
            select distinct on (m.image_id) m.image_id, m.message_id, c.*
            from due
            join channels c on c.id = due.channel_id
            join messages m on m.channel_id = due.channel_id and m.message_id >= lower(due.span) and m.message_id < upper(due.span) and m.image_id is not null
            where not exists (select from images i where i.image_id = m.image_id)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var lacking = (await connection.QueryAsync<LackingImage>(new CommandDefinition(sql, options.Value, cancellationToken: cancellationToken))).ToList();
        foreach (var image in lacking)
            await bus.Publish(new ImageRequested(image.ImageId, image.ToRef(), image.MessageId, Location: null, Bytes: null), cancellationToken);
        return lacking.Count;
    }
}
