using Collector.Contracts;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Collector.Writer;

/// <summary>The table <c>coverage</c>: which ids are known to be stored, ever and in this sweep. Its row is locked last of all.</summary>
static class Coverage
{
    const string Upsert = """
        insert into coverage as c (channel_id, known, sweep, seen, messages)
        values (@ChannelId, @Ids, @Sweep, @Ids, @inserted)
        on conflict (channel_id) do update
        set known = c.known + excluded.known,
            sweep = greatest(c.sweep, excluded.sweep),
            seen = case when c.sweep < excluded.sweep then excluded.seen when c.sweep = excluded.sweep then c.seen + excluded.seen else c.seen end,
            messages = c.messages + excluded.messages,
            written_at = now()
        """;

    public static Task<bool> OverlapsAsync(NpgsqlConnection connection, MessagesCollected page, CancellationToken cancellationToken)
    {
        const string sql = "select exists (select from coverage where channel_id = @ChannelId and known && @Ids)";
        return connection.ExecuteScalarAsync<bool>(new CommandDefinition(sql, Of(page), cancellationToken: cancellationToken));
    }

    /// <summary>Takes from the page what a later sweep knows better: the ids that it has looked at already, and what is absent.</summary>
    public static async Task<MessagesCollected> CutAsync(NpgsqlConnection connection, MessagesCollected page, CancellationToken cancellationToken)
    {
        const string sql = "select seen from coverage where channel_id = @ChannelId and sweep > @Sweep";
        var seen = await connection.QuerySingleOrDefaultAsync<NpgsqlRange<int>[]>(new CommandDefinition(sql, Of(page), cancellationToken: cancellationToken));
        return seen is null ? page : page with
        {
            AbsenceProvenAfter = null,
            Messages = [.. page.Messages.Where(message => !seen.Any(ids => message.Id >= ids.LowerBound && message.Id < ids.UpperBound))],
        };
    }

    /// <returns>False when part of the interval is known: another writer was faster.</returns>
    public static async Task<bool> TryAddAsync(NpgsqlConnection connection, MessagesCollected page, CancellationToken cancellationToken)
    {
        const string sql = Upsert + " where not c.known && excluded.known";
        return await connection.ExecuteAsync(new CommandDefinition(sql, Of(page, page.Messages.Count), cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>Adds what is not known yet; when everything is, the row is only locked.</summary>
    public static Task AddAsync(NpgsqlConnection connection, MessagesCollected page, int inserted, CancellationToken cancellationToken)
    {
        const string sql = Upsert + """

            where excluded.messages > 0 or not c.known @> excluded.known
               or c.sweep < excluded.sweep or (c.sweep = excluded.sweep and not c.seen @> excluded.seen)
            """;
        return connection.ExecuteAsync(new CommandDefinition(sql, Of(page, inserted), cancellationToken: cancellationToken));
    }

    static object Of(MessagesCollected page, int inserted = 0) => new
    {
        ChannelId = page.Channel.Id,
        Sweep = page.Sweep.Number,
        Ids = new[] { new NpgsqlRange<int>(page.After, false, page.UpTo, true) },
        inserted,
    };
}
