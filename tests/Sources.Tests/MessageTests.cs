using Collector.Sources.Export;

namespace Collector.Sources.Tests;

public sealed class MessageTests : IDisposable
{
    readonly TestExport export = new();

    public void Dispose() => export.Dispose();

    [Fact]
    public async Task TheUnixTimeIsTheTruthAndTheLocalTimeIsNot()
    {
        var message = await export.ReadOneAsync(TestExport.Message(5, """ "edited": "2020-01-02T02:00:00", "edited_unixtime": "1577923200", "text": "x" """));

        Assert.Equal(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), message.PostedAt);
        Assert.Equal(new DateTimeOffset(2020, 1, 2, 0, 0, 0, TimeSpan.Zero), message.EditedAt);
    }

    [Theory]
    [InlineData("\"date\": \"2020-05-06T07:08:09\"", "2020-05-06T07:08:09Z")]
    [InlineData("\"date\": \"2020-05-06T07:08:09\", \"date_unixtime\": \"-1\"", "2020-05-06T07:08:09Z")]
    [InlineData("\"date\": \"2020-05-06T07:08:09\", \"date_unixtime\": \"1515711600000\"", "2020-05-06T07:08:09Z")]
    [InlineData("\"date\": \"yesterday\", \"date_unixtime\": \"soon\"", "1970-01-01T00:00:00Z")]
    [InlineData("\"date\": [], \"date_unixtime\": {}", "1970-01-01T00:00:00Z")]
    [InlineData("\"date_unixtime\": 1588748889", "2020-05-06T07:08:09Z")]
    public async Task AnAbsurdDateFallsBack(string dates, string expected)
    {
        var message = await export.ReadOneAsync($$"""{"id": 1, "type": "message", {{dates}}, "text": ""}""");

        Assert.Equal(DateTimeOffset.Parse(expected), message.PostedAt);
    }

    [Fact]
    public async Task EntitiesLieWhereTheirTextIsInUtf16Units()
    {
        var message = await export.ReadOneAsync(TestExport.Message(1, """
            "text": "wrong", "text_entities": [
              {"type": "plain", "text": "🦊 "}, {"type": "bold", "text": "привет"}, {"type": "plain", "text": " "},
              {"type": "text_link", "text": "source", "href": "https://example.org/?a=\"b\""}, {"type": "mention_name", "text": "Ann", "user_id": 42},
              {"type": "custom_emoji", "text": "🔥", "document_id": "stickers/a.webp"}, {"type": "pre", "text": "x", "language": "c#"}]
            """));

        Assert.Equal("🦊 привет sourceAnn🔥x", message.Text);
        Assert.Equal(
            """[{"type":"bold","offset":3,"length":6},{"type":"text_link","offset":10,"length":6,"href":"https://example.org/?a=\"b\""},{"type":"mention_name","offset":16,"length":3,"user_id":42},{"type":"custom_emoji","offset":19,"length":2},{"type":"pre","offset":21,"length":1,"language":"c#"}]""",
            message.Entities.ToString());
    }

    [Theory]
    [InlineData("\"text\": \"plain\"", "plain", null)]
    [InlineData("\"text\": [\"a \", {\"type\": \"bold\", \"text\": \"b\"}, \" c\"]", "a b c", """[{"type":"bold","offset":2,"length":1}]""")]
    [InlineData("\"text\": \"same\", \"text_entities\": [{\"type\": \"plain\", \"text\": \"same\"}]", "same", null)]
    [InlineData("\"text\": \"left\", \"text_entities\": []", "left", null)]
    [InlineData("\"text\": null", "", null)]
    [InlineData("\"text\": 5", "", null)]
    [InlineData("\"media_type\": \"sticker\"", "", null)]
    public async Task TextComesInManyShapes(string members, string text, string? entities)
    {
        var message = await export.ReadOneAsync(TestExport.Message(1, members));

        Assert.Equal((text, entities), (message.Text, message.Entities?.ToString()));
    }

    [Fact]
    public async Task SenderAuthorAndCountsAreKept()
    {
        var message = await export.ReadOneAsync(TestExport.Message(1, """ "from": null, "from_id": "channel77", "author": "Ann 🦊", "views": 7, "forwards": 8, "replies": 9, "text": "" """));

        Assert.Equal((null, "channel77", "Ann 🦊"), (message.SenderName, message.SenderId, message.Author));
        Assert.Equal((7, 8, 9), (message.Views, message.Forwards, message.Replies));
    }

    [Theory]
    [InlineData("461428526", "user461428526")]
    [InlineData("4756395822", "user461428526")]
    [InlineData("9777641280", "channel1187706688")]
    public async Task OldExportsNumberTheSender(string id, string expected)
    {
        var message = await export.ReadOneAsync(TestExport.Message(1, $"\"from\": \"Ann\", \"from_id\": {id}, \"text\": \"\""));

        Assert.Equal(expected, message.SenderId);
    }

    [Theory]
    [InlineData("\"forwarded_from\": \"Other\", \"forwarded_from_id\": \"channel5\"", """{"name":"Other","id":"channel5"}""")]
    [InlineData("\"forwarded_from\": null, \"forwarded_from_id\": \"channel5\"", """{"id":"channel5"}""")]
    [InlineData("\"forwarded_from\": null", "{}")]
    [InlineData("\"forwarded_from\": \"A\", \"saved_from\": \"B\"", """{"name":"A","saved_from":"B"}""")]
    [InlineData("\"text\": \"x\"", null)]
    public async Task ForwardsSayWhatIsKnownOfTheirOrigin(string members, string? expected)
    {
        var message = await export.ReadOneAsync(TestExport.Message(1, members));

        Assert.Equal(expected, message.ForwardedFrom?.ToString());
    }

    [Theory]
    [InlineData("\"via_bot\": \"@gif\"", "gif")]
    [InlineData("\"via_bot\": null", null)]
    public async Task TheBotThroughWhichItWasSentIsNamed(string members, string? expected)
    {
        var message = await export.ReadOneAsync(TestExport.Message(1, members));

        Assert.Equal((expected, null, false, null), (message.ViaBot, message.TtlPeriod, message.NoForwards, message.Media));
    }

    [Theory]
    [InlineData("\"reply_to_message_id\": 4", 4)]
    [InlineData("\"reply_to_message_id\": 4, \"reply_to_peer_id\": \"channel77\"", 4)]
    [InlineData("\"reply_to_message_id\": 4, \"reply_to_peer_id\": \"channel78\"", null)]
    [InlineData("\"reply_to_message_id\": 0", null)]
    [InlineData("\"reply_to_message_id\": -5", null)]
    [InlineData("\"reply_to_message_id\": 2147483647", null)]
    [InlineData("\"reply_to_message_id\": \"x\"", null)]
    public async Task OnlyARepliedMessageOfTheSameChatIsNamed(string members, int? expected)
    {
        var message = await export.ReadOneAsync(TestExport.Message(9, members));

        Assert.Equal(expected, message.ReplyTo);
    }

    [Fact]
    public async Task ReactionsAreKeptAsTheyAre()
    {
        var message = await export.ReadOneAsync(TestExport.Message(1, """ "reactions": [ {"type": "emoji", "count": 3, "emoji": "🔥"}, {"type": "paid", "count": 1} ] """));

        Assert.Equal("""[{"type":"emoji","count":3,"emoji":"🔥"},{"type":"paid","count":1}]""", message.Reactions.ToString());
    }

    [Theory]
    [InlineData("stickers/a.webp", "")]
    [InlineData("(unavailable)", "")]
    [InlineData("", "")]
    [InlineData("5368324170671202286", ",\"document_id\":\"5368324170671202286\"")]
    public async Task ACustomEmojiIsNoFileOfTheExport(string place, string expected)
    {
        var message = await export.ReadOneAsync(TestExport.Message(1, $$"""
            "text_entities": [{"type": "custom_emoji", "text": "🔥", "document_id": "{{place}}"}],
            "reactions": [{"type": "custom_emoji", "count": 2, "document_id": "{{place}}"}, {"type": "paid", "count": 1}, 7]
            """));

        Assert.Equal($$"""[{"type":"custom_emoji","offset":0,"length":2{{expected}}}]""", message.Entities.ToString());
        Assert.Equal($$"""[{"type":"custom_emoji","count":2{{expected}}},{"type":"paid","count":1},7]""", message.Reactions.ToString());
    }

    [Theory]
    [InlineData("\"photo\": \"(File not included. Change data exporting settings to download.)\", \"photo_file_size\": 5, \"width\": 8, \"height\": 9", "photo", """{"missing":"not included","size":5,"width":8,"height":9}""")]
    [InlineData("\"photo\": \"(File exceeds maximum size. Change data exporting settings to download.)\"", "photo", """{"missing":"too large"}""")]
    [InlineData("\"photo\": \"(File unavailable, please try again later)\"", "photo", """{"missing":"unavailable"}""")]
    [InlineData("\"file\": \"video_files/a.mp4\", \"file_name\": \"a.mp4\", \"file_size\": 7, \"thumbnail\": \"t.jpg\", \"thumbnail_file_size\": 1, \"media_type\": \"video_file\", \"mime_type\": \"video/mp4\", \"duration_seconds\": 31", "video", """{"file_name":"a.mp4","size":7,"mime_type":"video/mp4","duration":31}""")]
    [InlineData("\"file\": \"x.mp4\", \"media_type\": \"video_message\"", "video_note", "{}")]
    [InlineData("\"file\": \"x.ogg\", \"media_type\": \"voice_message\", \"duration_seconds\": 3", "voice", """{"duration":3}""")]
    [InlineData("\"file\": \"x.mp3\", \"media_type\": \"audio_file\", \"performer\": \"P\", \"title\": \"T\"", "audio", """{"performer":"P","title":"T"}""")]
    [InlineData("\"file\": \"x.mp4\", \"media_type\": \"animation\"", "animation", "{}")]
    [InlineData("\"file\": \"x.webp\", \"media_type\": \"sticker\", \"sticker_emoji\": \"🔥\"", "sticker", """{"sticker_emoji":"🔥"}""")]
    [InlineData("\"file\": \"files/x.pdf\", \"file_name\": \"x.pdf\", \"mime_type\": \"application/pdf\"", "document", """{"file_name":"x.pdf","mime_type":"application/pdf"}""")]
    [InlineData("\"poll\": {\"question\": \"Q\", \"closed\": false, \"total_voters\": 2, \"answers\": [{\"text\": \"A\", \"voters\": 2, \"chosen\": true}]}", "poll", """{"poll":{"question":"Q","closed":false,"total_voters":2,"answers":[{"text":"A","voters":2}]}}""")]
    [InlineData("\"contact_information\": {\"first_name\": \"A\", \"phone_number\": \"1\"}, \"contact_vcard\": \"v.vcf\"", "contact", """{"contact_information":{"first_name":"A","phone_number":"1"}}""")]
    [InlineData("\"location_information\": {\"latitude\": 1.5, \"longitude\": -2}", "location", """{"location_information":{"latitude":1.5,"longitude":-2}}""")]
    [InlineData("\"location_information\": {\"latitude\": 1.5}, \"live_location_period_seconds\": 60", "live_location", """{"location_information":{"latitude":1.5},"live_location_period_seconds":60}""")]
    [InlineData("\"place_name\": \"Café\", \"address\": \"1 Road\", \"location_information\": {\"latitude\": 1}", "venue", """{"place_name":"Café","address":"1 Road","location_information":{"latitude":1}}""")]
    [InlineData("\"game_title\": \"G\", \"game_description\": \"D\"", "game", """{"game_title":"G","game_description":"D"}""")]
    [InlineData("\"invoice_information\": {\"title\": \"I\", \"amount\": 5}", "invoice", """{"invoice_information":{"title":"I","amount":5}}""")]
    [InlineData("\"giveaway_information\": {\"quantity\": 3}", "giveaway", """{"giveaway_information":{"quantity":3}}""")]
    [InlineData("\"giveaway_results\": {\"winners_count\": 3}", "giveaway_results", """{"giveaway_results":{"winners_count":3}}""")]
    [InlineData("\"paid_stars_amount\": 5", "paid_media", """{"paid_stars_amount":5}""")]
    [InlineData("\"inline_bot_buttons\": [[]]", null, null)]
    public async Task EveryMediaKindHasANameAndItsDetails(string members, string? kind, string? media)
    {
        var message = await export.ReadOneAsync(TestExport.Message(1, members + ", \"text\": \"\""));

        Assert.Equal((kind, media, null), (message.MediaKind, message.Media?.ToString(), message.ImageId?[..5]));
    }

    [Fact]
    public async Task WhatTelegramDesktopCannotShowIsStillAMessage()
    {
        var message = await export.ReadOneAsync("""{"id": 3, "type": "unsupported"}""");

        Assert.Equal((3, "message", "unsupported", ""), (message.Id, message.Kind, message.MediaKind, message.Text));
    }

    [Fact]
    public async Task AMessageWithoutADateHasThatOfTheOneBeforeIt()
    {
        export.WriteMessages(Dateless(1), TestExport.Message(2), Dateless(3), """{"id": 4, "type": "message", "date_unixtime": "1600000000", "text": ""}""", Dateless(5));

        Assert.Equal([1577836800, 1577836800, 1577836800, 1600000000, 1600000000], (await export.WalkAsync(export.Channel())).Select(message => message.PostedAt.ToUnixTimeSeconds()));

        static string Dateless(int id) => $$"""{"id": {{id}}, "type": "unsupported"}""";
    }

    [Fact]
    public async Task AServiceMessageKeepsItsAction()
    {
        var message = await export.ReadOneAsync("""
            {"id": 3, "type": "service", "date_unixtime": "1577836800", "actor": "Ann", "actor_id": "user5", "action": "invite_members", "members": ["Bob", null], "text": "", "text_entities": []}
            """);

        Assert.Equal(("service", "Ann", "user5", "", null), (message.Kind, message.SenderName, message.SenderId, message.Text, message.MediaKind));
        Assert.Equal("""{"action":"invite_members","members":["Bob",null]}""", message.Media.ToString());
    }

    [Fact]
    public async Task RawIsTheMessageWithoutWhitespaceAndWithoutWhatTheAccountChose()
    {
        const string json = """{ "id" : 1, "type":"message",  "text": "a \" b  c", "x": [ 1.50, {}, [], true, null, -1e3 ], "answers": [{"chosen": true, "text": "A"}, {"text": "B", "chosen": false}], "chosen": "word" }""";
        var message = await export.ReadOneAsync(json);

        Assert.Equal("""{"id":1,"type":"message","text":"a \" b  c","x":[1.50,{},[],true,null,-1e3],"answers":[{"text":"A"},{"text":"B"}],"chosen":"word"}""", message.Raw.ToString());
    }

    [Fact]
    public async Task RawIsLeftOutWhenItIsNotKept()
    {
        export.Use(new ExportOptions { KeepRaw = false });

        Assert.Null((await export.ReadOneAsync(TestExport.Message(1))).Raw);
    }

    [Theory]
    [InlineData("1e131073", "\"1e131073\"")]
    [InlineData("1E-99999999", "\"1E-99999999\"")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("1.5e+10", "1.5e+10")]
    public async Task ANumberThatJsonbCannotHoldBecomesAString(string number, string expected)
    {
        var message = await export.ReadOneAsync(TestExport.Message(1, $"\"giveaway_information\": {number}"));

        Assert.Equal($$"""{"giveaway_information":{{expected}}}""", message.Media.ToString());
        Assert.EndsWith($"{expected}}}", message.Raw.ToString());
    }

    [Fact]
    public async Task AMemberNamedTwiceMeansTheLastButTheIdTheFirst()
    {
        var message = await export.ReadOneAsync("""{"id": 4, "text": "a", "text": "b", "id": 9}""");

        Assert.Equal((4, "b"), (message.Id, message.Text));
    }
}
