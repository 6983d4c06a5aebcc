using Collector.Dashboard.Reading;
using Collector.Testing;
using Dapper;

namespace Collector.Dashboard.Tests;

public sealed class FoundTests : IAsyncLifetime
{
    const int Messages = 4000;
    readonly TestDatabase database = new();

    /// <summary>What each plan is for: frequent words, words that were frequent long ago, rare ones, and none.</summary>
    public static TheoryData<string, int?, bool, int> Words { get; } = new()
    {
        { "each", null, false, 2 * Messages },
        { "each", 2, true, Messages / 4 },
        { "antique", null, false, 3000 },
        { "antique", 1, false, 1500 },
        { "antique -seventh", 1, false, 1286 },
        { "rare", null, false, 8 },
        { "rare", 2, false, 4 },
        { "\"each antique\"", null, false, 3000 },
        { "absent", null, false, 0 },
    };

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        const string sql = """
            insert into channels (source, address, title, state) select 'export', '/' || n, 'Channel ' || n, case n when 3 then 'removed' else 'active' end from generate_series(1, 3) n;
            insert into messages (channel_id, message_id, posted_at, kind, text, image_id, observed_at)
            select c.id, m, timestamptz '2020-01-01 00:00Z' + m * interval '1 hour', 'message',
                   concat_ws(' ', 'each', case when m <= 1500 then 'antique' end, case when m % 7 = 0 then 'seventh' end, case when m % 1000 = 13 then 'rare' end),
                   case when m % 4 = 0 then 'tg:' || m end, now()
            from channels c, generate_series(1, @Messages) m;
            analyze messages
            """;
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { Messages });
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory]
    [MemberData(nameof(Words))]
    public async Task EveryMessageIsFoundOnceNewestFirst(string words, int? channelId, bool withImage, int expected)
    {
        var found = new Found(database.DataSource);
        var hits = new List<Hit>();
        for (Hit? after = null; ; after = hits[^1])
        {
            var page = await found.ReadAsync(new(words, channelId, WithImage: withImage), after, 150, default);
            hits.AddRange(page);
            if (page.Count < 150)
                break;
        }

        Assert.Equal(expected, hits.Count);
        Assert.Equal(hits.OrderByDescending(hit => hit.PostedAt).ThenByDescending(hit => hit.ChannelId).Select(hit => (hit.ChannelId, hit.MessageId)), hits.Select(hit => (hit.ChannelId, hit.MessageId)));
        Assert.Equal(expected, hits.Select(hit => (hit.ChannelId, hit.MessageId)).Distinct().Count());
        Assert.All(hits, hit => Assert.True(hit.ChannelId < 3 && hit.Headline.Contains(Found.Start)));
    }

    [Fact]
    public async Task DatesNarrowIt()
    {
        var found = new Found(database.DataSource);

        var hits = await found.ReadAsync(new("antique", From: new(2020, 1, 3), To: new(2020, 1, 4)), null, 500, default);

        Assert.Equal(2 * 48, hits.Count);
        Assert.All(hits, hit => Assert.InRange(hit.PostedAt.UtcDateTime, new(2020, 1, 3), new(2020, 1, 5)));
    }

    [Fact]
    public async Task TheLastDayThereIsIsADay()
    {
        var found = new Found(database.DataSource);

        Assert.Equal(8, (await found.ReadAsync(new("rare", From: DateOnly.MinValue, To: DateOnly.MaxValue), null, 500, default)).Count);
    }
}
