using Collector.Contracts;
using Npgsql;

namespace Collector.Writer;

/// <summary>Writes pages: rows, old versions, deletions and coverage, in one transaction.</summary>
sealed class Pages(NpgsqlDataSource database)
{
    /// <summary>Pages may come in any order, overlapping, and more than once.</summary>
    public async Task<WrittenPage> WriteAsync(MessagesCollected page, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await TryAddAsync(connection, page, cancellationToken) ?? await MergeAsync(connection, page, cancellationToken);
    }

    // Rows are only ever written with the interval they prove, so where coverage knows nothing there is none: they go straight into the table.
    static async Task<WrittenPage?> TryAddAsync(NpgsqlConnection connection, MessagesCollected page, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ChannelLock.ShareAsync(connection, page.Channel.Id, cancellationToken);
        if (await Coverage.OverlapsAsync(connection, page, cancellationToken))
            return null;

        try
        {
            await MessageRows.CopyAsync(connection, "messages", page, cancellationToken);
        }
        catch (PostgresException faster) when (faster.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }

        if (!await Coverage.TryAddAsync(connection, page, cancellationToken))
            return null;

        var (deleted, doubtful) = await Deletions.CloseAsync(connection, page, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(page.Messages.Count, 0, deleted, doubtful);
    }

    static async Task<WrittenPage> MergeAsync(NpgsqlConnection connection, MessagesCollected page, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ChannelLock.TakeAsync(connection, page.Channel.Id, cancellationToken);
        var (inserted, updated) = await Merge.RunAsync(connection, await Coverage.CutAsync(connection, page, cancellationToken), cancellationToken);
        await Coverage.AddAsync(connection, page, inserted, cancellationToken);
        var (deleted, doubtful) = await Deletions.CloseAsync(connection, page, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(inserted, updated, deleted, doubtful);
    }
}
