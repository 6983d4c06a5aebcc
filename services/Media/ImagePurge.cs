using Collector.Contracts;
using Collector.Database;
using Dapper;
using Npgsql;

namespace Collector.Media;

/// <summary>Deletes the images of a channel that no other channel shows, rows and files.</summary>
public sealed class ImagePurge(ImageStore store)
{
    /// <summary>Before the messages are deleted: notes what they show.</summary>
    public static Task PrepareAsync(NpgsqlConnection connection, int channelId, CancellationToken cancellationToken)
    {
        const string sql = """
            create temp table purged_images on commit drop as
            select image_id from messages where channel_id = @channelId and image_id is not null
            union
            select image_id from message_versions where channel_id = @channelId and image_id is not null
            union
            select image_id from images where channel_id = @channelId;
            analyze purged_images
            """;
        return connection.ExecuteAsync(new CommandDefinition(sql, new { channelId }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken));
    }

    /// <summary>After it: deletes what nobody shows any more. Files go before the transaction ends, so that a purge that breaks off is only repeated, and nobody stores one of them meanwhile.</summary>
    /// <returns>How many files were deleted.</returns>
    /// <exception cref="PermanentException">There are files to delete, and their store is not here.</exception>
    public async Task<int> ExecuteAsync(NpgsqlConnection connection, int channelId, CancellationToken cancellationToken)
    {
        // What was still under way came meanwhile.
        const string late = "insert into purged_images select image_id from images where channel_id = @channelId except select image_id from purged_images";
        const string passOn = """
            update images i
            set channel_id = m.channel_id, message_id = m.message_id, location = null
            from purged_images p
            cross join lateral (select channel_id, message_id from messages where image_id = p.image_id order by channel_id, message_id limit 1) m
            where i.image_id = p.image_id and i.channel_id = @channelId
            """;
        const string delete = """
            delete from images i
            using purged_images p
            where i.image_id = p.image_id
              and not exists (select from messages m where m.image_id = i.image_id)
              and not exists (select from message_versions v where v.image_id = i.image_id)
            returning i.path
            """;
        const string shared = "select path from images where path = any(@paths)";
        await connection.ExecuteAsync(new CommandDefinition(late, new { channelId }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(passOn, new { channelId }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken));
        var paths = (await connection.QueryAsync<string?>(new CommandDefinition(delete, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken))).OfType<string>().Distinct().ToArray();
        if (paths.Length > 0)
            store.Require();
        // One content may have several ids.
        var kept = (await connection.QueryAsync<string>(new CommandDefinition(shared, new { paths }, commandTimeout: Statements.LargeChannel, cancellationToken: cancellationToken))).ToHashSet();
        return paths.Count(path => !kept.Contains(path) && store.Delete(path));
    }
}
