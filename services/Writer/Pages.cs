using Collector.Contracts;
using Npgsql;

namespace Collector.Writer;

/// <summary>Writes pages: rows, old versions, deletions and coverage, in one transaction.</summary>
sealed class Pages(NpgsqlDataSource database)
{
    /// <summary>Pages may come in any order, overlapping, and more than once.</summary>
    /// <returns>Null when the channel was removed.</returns>
    public async Task<WrittenPage?> WriteAsync(MessagesCollected page, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await TryAddAsync(connection, page, cancellationToken) ?? await MergeAsync(connection, page, cancellationToken);
    }

    // Rows are only ever written with the interval they prove, so where coverage knows nothing there is none: they go straight into the table.
    static async Task<WrittenPage?> TryAddAsync(NpgsqlConnection connection, MessagesCollected page, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ChannelLock.TryShareAsync(connection, page.Channel.Id, cancellationToken) is not { } now)
            return null;

        page = NotAfter(page, now);
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

    static async Task<WrittenPage?> MergeAsync(NpgsqlConnection connection, MessagesCollected page, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ChannelLock.TryTakeAsync(connection, page.Channel.Id, cancellationToken) is not { } now)
            return null;

        page = NotAfter(page, now);
        var (inserted, updated) = await Merge.RunAsync(connection, await Coverage.CutAsync(connection, page, cancellationToken), cancellationToken);
        await Coverage.AddAsync(connection, page, inserted, cancellationToken);
        var (deleted, doubtful) = await Deletions.CloseAsync(connection, page, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(inserted, updated, deleted, doubtful);
    }

    // A clock that is fast, where the page was read, must not shut out whoever looks later.
    static MessagesCollected NotAfter(MessagesCollected page, DateTimeOffset now) => page.ObservedAt > now ? page with { ObservedAt = now } : page;
}
