using Collector.Contracts;
using Collector.Database;
using Collector.Testing;
using Npgsql;

namespace Collector.Writer.Tests;

/// <summary>A channel of its own in the class's database, pages for it, and what became of them.</summary>
sealed class Scene(NpgsqlDataSource database, ChannelRef channel)
{
    static readonly DateTimeOffset Start = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public ChannelRef Channel => channel;

    public int Top { get; set; } = 1000;

    public static Task<Scene> NewAsync(TestDatabase database) => NewAsync(database.DataSource);

    public static async Task<Scene> NewAsync(NpgsqlDataSource database)
    {
        const string sql = "insert into channels (source, address, title) values ('export', gen_random_uuid()::text, 'Birds') returning id";
        var id = await database.ExecuteScalarAsync<int>(sql, null, default);
        return new(database, new(id, "birds", SourceNames.Export, "x", null));
    }

    public static DateTimeOffset At(int minute) => Start.AddMinutes(minute);

    public static CollectedMessage Message(int id, string? text = null) => new()
    {
        Id = id,
        PostedAt = Start.AddSeconds(-id),
        Kind = "message",
        Text = text ?? $"message {id}",
        Entities = RawJson.Parse("""[{"type":"bold","offset":0,"length":3}]"""),
        Views = id,
        Raw = RawJson.Parse($$"""{"id": {{id}}, "flags": [1, 2]}"""),
    };

    /// <param name="minute">When the source was read, on the scene's clock.</param>
    public MessagesCollected Page(int after, int upTo, int minute, params IEnumerable<CollectedMessage> messages) =>
        new(channel, new(1, 1, Top), after, upTo, after, At(minute), [.. messages]);

    public MessagesCollected Full(int after, int upTo, int minute, int sweep = 1, params int[] without) =>
        Page(after, upTo, minute, Enumerable.Range(after + 1, upTo - after).Except(without).Select(id => Message(id))) with { Sweep = new(sweep, 1, Top) };

    public async Task<WrittenPage> WriteAsync(MessagesCollected page) => (await TryWriteAsync(page))!;

    /// <returns>Null when the channel was removed.</returns>
    public Task<WrittenPage?> TryWriteAsync(MessagesCollected page) => new Pages(database).WriteAsync(page, TestContext.Current.CancellationToken);

    public Task<int> AcceptAsync() => new Deletions(database).AcceptAsync(channel.Id, TestContext.Current.CancellationToken);

    /// <summary>Reads one value; @channel is the scene's.</summary>
    public async Task<T> ReadAsync<T>(string sql) => (await database.ExecuteScalarAsync<T>(sql, new { channel = channel.Id }, default))!;

    public Task<IReadOnlyList<T>> ListAsync<T>(string sql) => database.QueryAsync<T>(sql, new { channel = channel.Id }, default);

    public Task<string> KnownAsync() => ReadAsync<string>("select known::text from coverage where channel_id = @channel");

    public Task<string> TextAsync(int id) => ReadAsync<string>($"select text from messages where channel_id = @channel and message_id = {id}");

    /// <summary>The ids that vanished and the ids that are marked deleted.</summary>
    public Task<string> GoneAsync() => ReadAsync<string>("""
        select concat_ws(
            ' ',
            array(select message_id from vanished where channel_id = @channel order by 1),
            array(select message_id from messages where channel_id = @channel and deleted_at is not null order by 1))
        """);

    /// <summary>Every row of every table, with where it lies: equal before and after means that nothing was written.</summary>
    public async Task<IReadOnlyList<string>> EverythingAsync()
    {
        var rows = new List<string>();
        foreach (var table in new[] { "messages", "message_versions", "vanished", "coverage" })
            rows.AddRange(await ListAsync<string>($"select concat_ws(' ', '{table}', ctid, xmin, t) from {table} t where channel_id = @channel order by t::text"));
        return rows;
    }
}
