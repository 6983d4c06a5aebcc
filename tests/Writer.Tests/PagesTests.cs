using Collector.Contracts;
using Collector.Testing;
using Dapper;
using Npgsql;

namespace Collector.Writer.Tests;

public sealed class PagesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task APageBecomesRowsAndCoverage()
    {
        var scene = await Scene.NewAsync(database);

        var written = await scene.WriteAsync(scene.Page(100, 200, 1, Scene.Message(101), Scene.Message(150), Scene.Message(200)));

        Assert.Equal(new WrittenPage(3, 0, 0, 0), written);
        Assert.Equal([101, 150, 200], await scene.ListAsync<int>("select message_id from messages where channel_id = @channel order by 1"));
        Assert.Equal("{[101,201)} 1 {[101,201)} 3", await scene.ReadAsync<string>("select concat_ws(' ', known, sweep, seen, messages) from coverage where channel_id = @channel"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryColumnIsStored(bool merged)
    {
        var scene = await Scene.NewAsync(database);
        var message = new CollectedMessage
        {
            Id = 7,
            PostedAt = new(2020, 1, 2, 3, 4, 5, TimeSpan.FromHours(3)),
            EditedAt = Scene.At(-5),
            Kind = "service",
            Author = "Ann",
            SenderId = "user5",
            SenderName = "Bob",
            Text = "Ärger \u0001 \U0001F600 \\N \"quoted\"\n",
            Entities = RawJson.Parse("[1]"),
            ReplyTo = 3,
            ForwardedFrom = RawJson.Parse("""{"name": "Цапля"}"""),
            Views = 10,
            Forwards = 11,
            Replies = 12,
            Reactions = RawJson.Parse("[2]"),
            GroupedId = long.MaxValue,
            MediaKind = "photo",
            Media = RawJson.Parse("""{"w": 1}"""),
            ImageId = "tg:9",
            Raw = RawJson.Parse("""{"a": {"b": null}}"""),
            ViaBot = "gif",
            TtlPeriod = 86_400,
            NoForwards = true,
        };
        if (merged)
            await scene.WriteAsync(scene.Page(0, 5, 1));

        await scene.WriteAsync(scene.Page(0, 10, 2, message));

        Assert.Equal(
            """
            (7,"2020-01-02 00:04:05+00","2024-05-01 11:55:00+00",service,Ann,user5,Bob,[1],3,"{""name"": ""Цапля""}",10,11,12,[2],9223372036854775807,photo,"{""w"": 1}",tg:9,"{""a"": {""b"": null}}",gif,86400,t,"2024-05-01 12:02:00+00",)
            """,
            await scene.ReadAsync<string>("""
                set time zone 'UTC';
                select (message_id, posted_at, edited_at, kind, author, sender_id, sender_name, entities, reply_to, forwarded_from, views, forwards, replies,
                        reactions, grouped_id, media_kind, media, image_id, raw, via_bot, ttl_period, no_forwards, observed_at, deleted_at)::text
                from messages where channel_id = @channel
                """));
        Assert.Equal(message.Text, await scene.TextAsync(7));
    }

    [Fact]
    public async Task TheHighestIdIsOneBelowTheHighestInteger()
    {
        var scene = await Scene.NewAsync(database);

        await scene.WriteAsync(scene.Page(0, int.MaxValue - 1, 1, Scene.Message(int.MaxValue - 1)));
        await scene.WriteAsync(scene.Page(int.MaxValue - 10, int.MaxValue - 1, 2, Scene.Message(int.MaxValue - 1)));

        Assert.Equal("{[1,2147483647)}", await scene.KnownAsync());
    }

    [Fact]
    public async Task AnEmptyPageProvesItsInterval()
    {
        var scene = await Scene.NewAsync(database);

        await scene.WriteAsync(scene.Page(0, 50, 1));
        await scene.WriteAsync(scene.Page(50, 60, 1));
        await scene.WriteAsync(scene.Page(40, 80, 1));

        Assert.Equal("{[1,81)}", await scene.KnownAsync());
    }

    [Fact]
    public async Task APageThatComesAgainChangesNothing()
    {
        var scene = await Scene.NewAsync(database);
        var pages = new[] { scene.Full(0, 100, 1), scene.Full(80, 200, 2), scene.Full(0, 200, 3, sweep: 2, without: [5, 90]) };
        foreach (var page in pages)
            await scene.WriteAsync(page);
        var before = await scene.EverythingAsync();

        foreach (var page in pages.Reverse().Concat(pages))
            Assert.Equal(new WrittenPage(0, 0, 0, 0), await scene.WriteAsync(page));

        Assert.Equal(before, await scene.EverythingAsync());
    }

    [Fact]
    public async Task ALaterLookThatSeesTheSameWritesNoRow()
    {
        var scene = await Scene.NewAsync(database);
        await scene.WriteAsync(scene.Full(0, 100, 1));
        var rows = await scene.ListAsync<string>("select concat_ws(' ', ctid, xmin) from messages where channel_id = @channel order by 1");

        await scene.WriteAsync(scene.Full(0, 100, 9, sweep: 2));

        Assert.Equal(rows, await scene.ListAsync<string>("select concat_ws(' ', ctid, xmin) from messages where channel_id = @channel order by 1"));
        Assert.Equal(2, await scene.ReadAsync<int>("select sweep from coverage where channel_id = @channel"));
    }

    [Fact]
    public async Task AnEditKeepsTheOldText()
    {
        var scene = await Scene.NewAsync(database);
        await scene.WriteAsync(scene.Page(0, 10, 1, Scene.Message(1, "old"), Scene.Message(2)));

        var written = await scene.WriteAsync(scene.Page(0, 10, 2, Scene.Message(1, "new"), Scene.Message(2)));

        Assert.Equal(new WrittenPage(0, 1, 0, 0), written);
        Assert.Equal("new", await scene.TextAsync(1));
        Assert.Equal(["1 old 12:01"], await scene.ListAsync<string>("""
            select concat_ws(' ', message_id, text, to_char(observed_at at time zone 'UTC', 'HH24:MI')) from message_versions where channel_id = @channel
            """));
    }

    public static TheoryData<string, CollectedMessage, bool> Changes => new()
    {
        { "text", Scene.Message(1, "x"), true },
        { "entities", Scene.Message(1) with { Entities = null }, true },
        { "media kind", Scene.Message(1) with { MediaKind = "poll" }, true },
        { "a dice, which exports leave out", Scene.Message(1) with { MediaKind = "dice", Media = RawJson.Parse("""{"value": 6}""") }, false },
        { "media", Scene.Message(1) with { Media = RawJson.Parse("{}") }, true },
        { "a preview of a link", Scene.Message(1) with { MediaKind = "web_page", Media = RawJson.Parse("""{"url": "https://x.test"}""") }, false },
        { "an image that a filter lets through", Scene.Message(1) with { ImageId = "tg:1" }, false },
        { "views", Scene.Message(1) with { Views = 9 }, false },
        { "reactions", Scene.Message(1) with { Reactions = RawJson.Parse("[]") }, false },
        { "raw", Scene.Message(1) with { Raw = RawJson.Parse("{}") }, false },
        { "what was not known of it before", Scene.Message(1) with { ViaBot = "gif", TtlPeriod = 60, NoForwards = true }, false },
        { "edited at", Scene.Message(1) with { EditedAt = Scene.At(0) }, false },
    };

    [Fact]
    public async Task VotesMakeNoVersion()
    {
        var scene = await Scene.NewAsync(database);
        var poll = Scene.Message(1) with { MediaKind = "poll", Media = RawJson.Parse("""{"poll": {"question": "Tram?", "total_voters": 1}}""") };
        await scene.WriteAsync(scene.Page(0, 10, 1, poll));

        var written = await scene.WriteAsync(scene.Page(0, 10, 2, poll with { Media = RawJson.Parse("""{"poll": {"question": "Tram?", "total_voters": 2}}""") }));

        Assert.Equal(1, written.Updated);
        Assert.Equal(0, await scene.ReadAsync<int>("select count(*) from message_versions where channel_id = @channel"));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task OnlyTextAndMediaMakeAVersion(string what, CollectedMessage changed, bool version)
    {
        var scene = await Scene.NewAsync(database);
        await scene.WriteAsync(scene.Page(0, 10, 1, Scene.Message(1)));

        var written = await scene.WriteAsync(scene.Page(0, 10, 2, changed));

        Assert.True(written.Updated == 1, what);
        Assert.Equal(version ? 1 : 0, await scene.ReadAsync<int>("select count(*) from message_versions where channel_id = @channel"));
    }

    [Theory]
    [InlineData("""{"size": 1}""", "sha256:a", """{"id": 5, "size": 1}""", "tg:5", false)]
    [InlineData("""{"missing": "not included", "size": 1}""", null, """{"id": 5, "size": 1}""", "tg:5", false)]
    [InlineData("""{"id": 5, "size": 1}""", "tg:5", """{"id": 6, "size": 1}""", "tg:6", true)]
    [InlineData("""{"size": 1}""", "tg:5", """{"size": 1}""", "tg:6", true)]
    [InlineData("""{"size": 1}""", "sha256:a", """{"size": 1}""", "sha256:b", true)]
    [InlineData("""{"size": 1, "media_spoiler": true}""", "tg:5", """{"size": 1}""", "tg:5", true)]
    public async Task WhatAnotherSourceKnowsBesideIsNoEdit(string before, string? imageBefore, string after, string image, bool version)
    {
        var scene = await Scene.NewAsync(database);
        await scene.WriteAsync(scene.Page(0, 10, 1, Scene.Message(1) with { MediaKind = "photo", Media = RawJson.Parse(before), ImageId = imageBefore }));

        await scene.WriteAsync(scene.Page(0, 10, 2, Scene.Message(1) with { MediaKind = "photo", Media = RawJson.Parse(after), ImageId = image }));

        Assert.Equal(image, await scene.ReadAsync<string>("select image_id from messages where channel_id = @channel"));
        Assert.Equal(version ? 1 : 0, await scene.ReadAsync<int>("select count(*) from message_versions where channel_id = @channel"));
    }

    [Theory]
    [InlineData("""[{"type": "custom_emoji", "offset": 0, "length": 2, "document_id": "5"}, {"type": "bold", "offset": 3, "length": 4}]""", false)]
    [InlineData("""[{"type": "custom_emoji", "offset": 0, "length": 2, "document_id": "5"}]""", true)]
    [InlineData("""[{"type": "custom_emoji", "offset": 0, "length": 2}, {"type": "bold", "offset": 3, "length": 5}]""", true)]
    [InlineData("""[{"type": "custom_emoji", "offset": 0, "length": 2}, {"type": "bold", "offset": 3, "length": 4}, {"type": "italic", "offset": 8, "length": 1}]""", true)]
    public async Task ACustomEmojisNumberThatAnExportDidNotKnowIsNoEdit(string after, bool version)
    {
        var scene = await Scene.NewAsync(database);
        var message = Scene.Message(1) with { Entities = RawJson.Parse("""[{"type": "custom_emoji", "offset": 0, "length": 2}, {"type": "bold", "offset": 3, "length": 4}]""") };
        await scene.WriteAsync(scene.Page(0, 10, 1, message));

        await scene.WriteAsync(scene.Page(0, 10, 2, message with { Entities = RawJson.Parse(after) }));

        Assert.Equal(version ? 1 : 0, await scene.ReadAsync<int>("select count(*) from message_versions where channel_id = @channel"));
    }

    [Theory]
    [InlineData("""[{"type": "blockquote", "offset": 0, "length": 7}, {"type": "bold", "offset": 2, "length": 3}, {"type": "italic", "offset": 7, "length": 2}]""", false)]
    [InlineData("""[{"type": "blockquote", "offset": 0, "length": 7}, {"type": "bold", "offset": 8, "length": 1}, {"type": "italic", "offset": 7, "length": 2}]""", true)]
    [InlineData("""[{"type": "blockquote", "offset": 0, "length": 7, "collapsed": true}, {"type": "italic", "offset": 7, "length": 2}]""", true)]
    [InlineData("""[{"type": "blockquote", "offset": 0, "length": 7}]""", true)]
    public async Task WhatAnExportLeftOutOfTheFormattingIsNoEdit(string after, bool version)
    {
        var scene = await Scene.NewAsync(database);
        var message = Scene.Message(1) with { Entities = RawJson.Parse("""[{"type": "blockquote", "offset": 0, "length": 7, "collapsed": false}, {"type": "italic", "offset": 7, "length": 2}]""") };
        await scene.WriteAsync(scene.Page(0, 10, 1, message));

        await scene.WriteAsync(scene.Page(0, 10, 2, message with { Entities = RawJson.Parse(after) }));

        Assert.Equal(version ? 1 : 0, await scene.ReadAsync<int>("select count(*) from message_versions where channel_id = @channel"));
    }

    [Fact]
    public async Task AServiceMessageThatSourcesTellDifferentlyWasNotEdited()
    {
        var scene = await Scene.NewAsync(database);
        var message = Scene.Message(1) with { Kind = "service", MediaKind = "boost_apply", Media = RawJson.Parse("""{"boosts": 1}""") };
        await scene.WriteAsync(scene.Page(0, 10, 1, message));

        await scene.WriteAsync(scene.Page(0, 10, 2, message with { Media = RawJson.Parse("""{"details": {"boosts": 1}}""") }));

        Assert.Equal(0, await scene.ReadAsync<int>("select count(*) from message_versions where channel_id = @channel"));
    }

    [Fact]
    public async Task AnOlderLookNeverOverwritesANewerOne()
    {
        var scene = await Scene.NewAsync(database);
        await scene.WriteAsync(scene.Page(0, 10, 5, Scene.Message(1, "newer")));

        await scene.WriteAsync(scene.Page(0, 10, 4, Scene.Message(1, "older"), Scene.Message(2)));

        Assert.Equal("newer", await scene.TextAsync(1));
        Assert.Equal("message 2", await scene.TextAsync(2));
        Assert.Equal(0, await scene.ReadAsync<int>("select count(*) from message_versions where channel_id = @channel"));
    }

    [Fact]
    public async Task ASweepSaysNothingOfIdsThatALaterOneHasSeen()
    {
        var scene = await Scene.NewAsync(database);
        await scene.WriteAsync(scene.Full(0, 10, 1));
        await scene.WriteAsync(scene.Full(0, 5, 9, sweep: 2));

        await scene.WriteAsync(scene.Page(0, 12, 8, Scene.Message(1, "between"), Scene.Message(5, "between"), Scene.Message(6, "between")));

        Assert.Equal(("message 1", "message 5", "between"), (await scene.TextAsync(1), await scene.TextAsync(5), await scene.TextAsync(6)));
        Assert.Equal("{} {}", await scene.GoneAsync());
        Assert.Equal("{[1,6)}", await scene.ReadAsync<string>("select seen::text from coverage where channel_id = @channel"));
    }

    [Fact]
    public async Task TheSameLookReadByANewerProgramOverwrites()
    {
        var scene = await Scene.NewAsync(database);
        await scene.WriteAsync(scene.Page(0, 10, 1, Scene.Message(1, "misread")));

        await scene.WriteAsync(scene.Page(0, 10, 1, Scene.Message(1, "read right")));
        Assert.Equal("read right", await scene.TextAsync(1));

        await scene.WriteAsync(scene.Page(0, 10, 1, Scene.Message(1, "misread")));
        await scene.WriteAsync(scene.Page(0, 10, 1, Scene.Message(1, "read right")));
        Assert.Equal("read right", await scene.TextAsync(1));
    }

    [Fact]
    public async Task AClockThatIsFastShutsNobodyOut()
    {
        var scene = await Scene.NewAsync(database);
        await scene.WriteAsync(scene.Page(0, 10, 1, Scene.Message(1), Scene.Message(2)));
        await scene.WriteAsync(scene.Page(0, 10, 2, Scene.Message(1, "of tomorrow")) with { ObservedAt = DateTimeOffset.UtcNow.AddDays(1) });

        await scene.WriteAsync(scene.Page(0, 20, 3, Scene.Message(1, "today"), Scene.Message(2)) with { ObservedAt = DateTimeOffset.UtcNow });

        Assert.Equal(("today", "{} {}"), (await scene.TextAsync(1), await scene.GoneAsync()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task APageThatFailsLeavesNothing(bool merged)
    {
        var scene = await Scene.NewAsync(database);
        await scene.WriteAsync(scene.Page(0, 10, 1, Scene.Message(1)));
        var before = await scene.EverythingAsync();

        var page = scene.Page(merged ? 0 : 10, 20, 2, Scene.Message(12), Scene.Message(13) with { Kind = "unheard of" });
        await Assert.ThrowsAsync<PostgresException>(() => scene.WriteAsync(page));

        Assert.Equal(before, await scene.EverythingAsync());
    }

    [Fact]
    public async Task APageOfARemovedChannelLeavesNothing()
    {
        var scene = await Scene.NewAsync(database);
        await scene.WriteAsync(scene.Page(0, 10, 1, Scene.Message(1)));
        await scene.ListAsync<int>("delete from channels where id = @channel");

        Assert.Null(await scene.TryWriteAsync(scene.Page(10, 20, 1, Scene.Message(11))));

        Assert.Equal(1, await scene.ReadAsync<int>("select count(*) from messages where channel_id = @channel"));
    }

    [Fact]
    public async Task AMessageOfTenMegabytesIsStored()
    {
        var scene = await Scene.NewAsync(database);

        await scene.WriteAsync(scene.Page(0, 10, 1, Scene.Message(1, new string('ж', 10_000_000))));
        await scene.WriteAsync(scene.Page(0, 10, 2, Scene.Message(1, new string('ш', 10_000_000))));

        Assert.Equal(10_000_000, await scene.ReadAsync<int>("select length(text) from messages where channel_id = @channel"));
    }
}
