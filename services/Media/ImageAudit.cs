using System.Runtime.CompilerServices;
using Collector.Contracts;
using Collector.Database;
using Dapper;
using Npgsql;

namespace Collector.Media;

/// <summary>Compares the stored images of a channel with their files.</summary>
public sealed class ImageAudit(NpgsqlDataSource database, ImageStore store)
{
    /// <summary>Reads every file that the channel's messages show, each content once.</summary>
    /// <exception cref="PermanentException">There are such files, and their store is not here.</exception>
    public async IAsyncEnumerable<AuditedImage> ReadAsync(int channelId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string sql = """
            select i.path, i.sha256, min(m.message_id) as message_id
            from messages m
            join images i on i.image_id = m.image_id
            where m.channel_id = @channelId and i.state = 'stored'
            group by i.path, i.sha256
            order by i.path
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var known = false;
        // Unbuffered: there may be a million. Sorting a large channel takes a while.
        var files = connection.QueryUnbufferedAsync<(string Path, string Sha256, int MessageId)>(sql, new { channelId }, commandTimeout: Statements.LargeChannel);
        await foreach (var (path, sha256, messageId) in files.WithCancellation(cancellationToken))
        {
            if (!known)
                store.Require();
            known = true;
            yield return new(messageId, path, await store.VerifyAsync(path, sha256, cancellationToken));
        }
    }
}
