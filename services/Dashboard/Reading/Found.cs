using System.Data;
using Dapper;
using Npgsql;

namespace Collector.Dashboard.Reading;

/// <summary>
/// Full text search over the messages of all channels, newest first. No single plan is fast for every word: the newest messages are read one by one, which finds
/// what is frequent; then the index is asked, whose answer for a frequent word is too long to be sorted, unless a sample tells from when on there are enough.
/// </summary>
sealed class Found(NpgsqlDataSource database)
{
    /// <summary>Characters of no language: a text cannot pretend to be highlighted in a way that matters, everything is shown as text.</summary>
    public const char Start = '\u0002';
    public const char Stop = '\u0003';

    /// <summary>Messages that are read one by one, and how many when that promises to be enough.</summary>
    const int Newest = 1000;
    const int NewestOfPromising = 5000;
    const int Sampled = 1000;

    // 'simple' as in the index: channels are of all languages.
    const string Matches = """
        to_tsvector('simple', m.text) @@ websearch_to_tsquery('simple', @words)
        and (@since::timestamptz is null or m.posted_at >= @since)
        and (@until::timestamptz is null or m.posted_at < @until)
        and (not @withImage or m.image_id is not null)
        """;

    // The texts of one page only are cut into headlines.
    const string Page = """
        select m.channel_id, coalesce(c.handle, c.title) as channel_name, m.message_id, m.posted_at, i.image_id,
               ts_headline('simple', m.text, websearch_to_tsquery('simple', @words), @marks) as headline
        from hits
        join messages m using (channel_id, message_id)
        join channels c on c.id = m.channel_id
        left join images i on i.image_id = m.image_id and i.state = 'stored'
        """;

    const string OfNoRemovedChannel = "exists (select from channels c where c.id = channel_id and c.state <> 'removed')";

    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<Hit>> ReadAsync(Query query, Hit? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(new
        {
            // PostgreSQL has no such character.
            words = query.Words.Replace("\0", "", StringComparison.Ordinal),
            channelId = query.ChannelId,
            since = query.From?.ToDateTime(default, DateTimeKind.Utc),
            // After the last day there is none.
            until = query.To < DateOnly.MaxValue ? query.To?.AddDays(1).ToDateTime(default, DateTimeKind.Utc) : null,
            withImage = query.WithImage,
            postedAt = after?.PostedAt,
            lastChannel = after?.ChannelId ?? 0,
            lastMessage = after?.MessageId ?? 0,
            limit,
            marks = $"StartSel={Start}, StopSel={Stop}, MaxFragments=2, MaxWords=36, MinWords=18, ShortWord=0, FragmentDelimiter=\" … \"",
        });
        var order = query.ChannelId is null ? Order.OfAll : Order.OfChannel;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        // A plan takes longer to compile than to run; and a bitmap that does not fit compares texts again.
        await connection.ExecuteAsync(new CommandDefinition("set local jit = off; set local work_mem = '64MB'", cancellationToken: cancellationToken));

        var (hits, all) = await AmongNewestAsync(Newest);
        if (!all && hits.Count < limit && hits.Count * NewestOfPromising / Newest > limit)
            (hits, all) = await AmongNewestAsync(NewestOfPromising);
        if (all || hits.Count == limit)
            return hits;

        parameters.Add("at", await BoundAsync());
        return await FromIndexAsync();

        async Task<(IReadOnlyList<Hit>, bool All)> AmongNewestAsync(int newest)
        {
            parameters.Add("newest", newest);
            var sql = $"""
                with newest as materialized (
                    select m.* from messages m where {order.Range} and {order.After} order by {order.By} limit @newest
                ), hits as materialized (
                    select m.channel_id, m.message_id from newest m where {Matches} and {OfNoRemovedChannel} order by {order.By} limit @limit
                )
                {Page}
                order by {order.By};

                select count(*) < @newest from (select from messages m where {order.Range} and {order.After} limit @newest) newest
                """;
            await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
            return ([.. await answers.ReadAsync<Hit>()], await answers.ReadSingleAsync<bool>());
        }

        // As many messages as are wanted match from here on, perhaps more.
        async Task<object?> BoundAsync()
        {
            var rows = await connection.ExecuteScalarAsync<float>(new CommandDefinition("select reltuples from pg_class where oid = 'messages'::regclass", cancellationToken: cancellationToken));
            parameters.Add("percent", Math.Min(100f, 100f * Sampled / Math.Max(rows, 1f)));
            var sql = $"""
                select {order.Key}
                from (select * from messages tablesample system (@percent::real)) m
                where {order.Range} and {order.After} and {Matches} and {OfNoRemovedChannel}
                order by {order.By}
                offset @limit - 1
                limit 1
                """;
            return await connection.ExecuteScalarAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        }

        async Task<IReadOnlyList<Hit>> FromIndexAsync()
        {
            // Materialized, or the planner would rather walk back through all messages than sort what it finds.
            var sql = $"""
                with matches as materialized (
                    select m.channel_id, m.message_id, m.posted_at from messages m where {order.Range} and {order.After} and {order.From} and {Matches}
                ), hits as materialized (
                    select m.channel_id, m.message_id from matches m where {OfNoRemovedChannel} order by {order.By} limit @limit
                )
                {Page}
                order by {order.By}
                """;
            return [.. await connection.QueryAsync<Hit>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))];
        }
    }

    /// <summary>In what order the hits come, and by which index.</summary>
    sealed record Order(string Key, string By, string Range, string After, string From)
    {
        public static readonly Order OfAll = new(
            "m.posted_at", "m.posted_at desc, m.channel_id desc, m.message_id desc",
            "(@since::timestamptz is null or m.posted_at >= @since) and (@until::timestamptz is null or m.posted_at < @until)",
            "(@postedAt::timestamptz is null or (m.posted_at <= @postedAt and (m.posted_at, m.channel_id, m.message_id) < (@postedAt, @lastChannel, @lastMessage)))",
            "(@at::timestamptz is null or m.posted_at >= @at)");

        public static readonly Order OfChannel = new(
            "m.message_id", "m.message_id desc",
            "m.channel_id = @channelId",
            "(@postedAt::timestamptz is null or m.message_id < @lastMessage)",
            "(@at::int is null or m.message_id >= @at)");
    }
}
