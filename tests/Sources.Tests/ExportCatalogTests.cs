using Collector.Sources.Export;
using Collector.Testing;

namespace Collector.Sources.Tests;

public sealed class ExportCatalogTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("daily_wisdom", "daily_wisdom")]
    [InlineData("ChatExport_2024-01-31", null)]
    [InlineData("ChatExport_2024-01-31 (1)", null)]
    [InlineData("DataExport_2024-01-31", null)]
    public async Task TheFolderIsTheHandleUnlessTelegramDesktopMadeItUp(string folder, string? handle)
    {
        using var export = new TestExport(folder);
        export.WriteMessages(TestExport.Message(3), TestExport.Message(9));

        var byFolder = await ExportCatalog.ReadAsync(export.Folder + "/", Stop);
        var byFile = await ExportCatalog.ReadAsync(export.File, Stop);

        Assert.Equal(new ExportedChat($"{export.File}#77", handle, "Title", "channel", 77, 2, 3, 9, null), Assert.Single(byFolder.Chats));
        Assert.Equal(byFolder.Chats, byFile.Chats);
        Assert.Equal(handle, (await export.Source.LookAsync(export.Channel(), Stop)).Handle);
    }

    [Theory]
    [InlineData("public_channel", "club")]
    [InlineData("public_supergroup", "club")]
    [InlineData("private_channel", null)]
    [InlineData("private_supergroup", null)]
    public async Task APrivateChatHasNoHandleWhateverItsFolderIsCalled(string type, string? handle)
    {
        using var export = new TestExport("club");
        export.Write(TestExport.Chat([TestExport.Message(1)], type));

        Assert.Equal(handle, Assert.Single((await ExportCatalog.ReadAsync(export.Folder, Stop)).Chats).Handle);
        Assert.Equal(handle, (await export.Source.LookAsync(export.Channel(), Stop)).Handle);
    }

    [Fact]
    public async Task OfAnAccountOnlyChannelsAndSupergroupsAreListed()
    {
        using var export = new TestExport();
        string[] types = ["public_channel", "private_channel", "public_supergroup", "private_supergroup", "private_group", "personal_chat", "bot_chat", "saved_messages", "replies"];
        var chats = types.Select((type, i) => TestExport.Chat([TestExport.Message(1)], type, i + 1)).ToArray();
        export.Write($$"""
            {"about": "a", "contacts": {"list": [{"id": 1, "messages": [{"id": 9}]}]},
             "chats": {"about": "b", "list": [{{string.Join(',', chats[1..])}}]},
             "left_chats": {"about": "c", "list": [{{chats[0]}}]}, "stories": [] }
            """);

        var catalog = await ExportCatalog.ReadAsync(export.Folder, Stop);

        Assert.Equal([(2L, "channel"), (3, "supergroup"), (4, "supergroup"), (1, "channel")], catalog.Chats.Select(chat => (chat.TelegramId!.Value, chat.Kind)));
        Assert.Equal((5, null), (catalog.Skipped, catalog.Problem));
        Assert.All(catalog.Chats, chat => Assert.Equal((null, 1), (chat.Handle, chat.Messages)));
    }

    [Fact]
    public async Task OfAnAccountsExportNothingIsTakenForDeleted()
    {
        using var export = new TestExport();
        var chat = TestExport.Chat([TestExport.Message(1), TestExport.Message(9)]);
        export.Write(chat);
        Assert.Equal((false, 0), await ProvesAsync());

        export.Write($$"""{"chats": {"list": [{{chat}}]} }""");
        export.Forget();

        Assert.Equal((true, null), await ProvesAsync());

        async Task<(bool Partial, int? AbsenceAfter)> ProvesAsync() =>
            ((await export.Source.LookAsync(export.Channel(), Stop)).Partial, Assert.Single(await export.PagesAsync(export.Channel())).AbsenceProvenAfter);
    }

    [Fact]
    public async Task OfOneTopicsExportNothingIsTakenForDeleted()
    {
        using var export = new TestExport();
        const string created = """{"id": 5, "type": "service", "date_unixtime": "1577836800", "action": "topic_created", "title": "Repairs", "text": ""}""";
        var answers = Enumerable.Range(6, 4).Select(id => TestExport.Message(id, $"\"reply_to_message_id\": {id % 2 + 4}, \"text\": \"x\"")).ToList();

        Assert.Equal((true, null, null), await LookAsync([created, .. answers]));
        // Somebody who begins something is in no topic, and who has several is all of the forum.
        Assert.Equal((false, "Title", 4), await LookAsync([created, .. answers, TestExport.Message(10), TestExport.Message(11)]));
        Assert.Equal((false, "Title", 4), await LookAsync([created, .. answers, created.Replace("5", "12", StringComparison.Ordinal)]));

        async Task<(bool Partial, string? Title, int? AbsenceAfter)> LookAsync(IEnumerable<string> messages)
        {
            export.Write(TestExport.Chat(messages, "public_supergroup"));
            export.Forget();
            var look = await export.Source.LookAsync(export.Channel(), Stop);
            return (look.Partial, look.Title, Assert.Single(await export.PagesAsync(export.Channel())).AbsenceProvenAfter);
        }
    }

    [Fact]
    public async Task TheHistoryFromBeforeASupergroupIsListedBesideIt()
    {
        using var export = new TestExport();
        export.Write(TestExport.Chat([TestExport.Message(-999_999_990), TestExport.Message(4)], "public_supergroup"));

        var catalog = await ExportCatalog.ReadAsync(export.Folder, Stop);

        Assert.Equal(
            [new($"{export.File}#77", "test_channel", "Title", "supergroup", 77, 1, 4, 4, null), new($"{export.File}#77:migrated", null, "Title", "basic_group", null, 1, 10, 10, null)],
            catalog.Chats);
    }

    [Theory]
    [InlineData("9777641280", "\"date\": \"2020-01-01T00:00:00\"", 1187706688)]
    [InlineData("9777641280", "\"date_unixtime\": \"1577836800\"", 9777641280)]
    [InlineData("1187706688", "\"date\": \"2020-01-01T00:00:00\"", 1187706688)]
    public async Task OldExportsShiftTheIdOfTheChat(string id, string date, long expected)
    {
        using var export = new TestExport();
        export.Write($$"""{"name": "a", "type": "private_channel", "id": {{id}}, "messages": [{"id": 1, {{date}}}]}""");

        Assert.Equal(expected, Assert.Single((await ExportCatalog.ReadAsync(export.Folder, Stop)).Chats).TelegramId);
    }

    [Fact]
    public async Task TheOrderOfTheMembersAndAByteOrderMarkDoNotMatter()
    {
        using var export = new TestExport();
        export.Write("\uFEFF{\"messages\": [{\"text\": \"a\", \"id\": 5}], \"id\": 77, \"name\": \"T\", \"extra\": {\"messages\": [{\"id\": 6}]}, \"type\": \"public_channel\"}");

        var chat = Assert.Single((await ExportCatalog.ReadAsync(export.Folder, Stop)).Chats);
        Assert.Equal(("T", 5), (chat.Title, chat.Top));
        Assert.Equal("a", Assert.Single(await export.WalkAsync(export.Channel())).Text);
    }

    [Fact]
    public async Task AChatListedTwiceIsOneChat()
    {
        using var export = new TestExport();
        var chat = TestExport.Chat([TestExport.Message(1), TestExport.Message(2)]);
        var left = TestExport.Chat([TestExport.Message(2, "\"text\": \"later\""), TestExport.Message(3)]);
        export.Write($$"""{"chats": {"list": [{{chat}}]}, "left_chats": {"list": [{{left}}]} }""");

        Assert.Single((await ExportCatalog.ReadAsync(export.Folder, Stop)).Chats);
        Assert.Equal(["x", "later", "x"], (await export.WalkAsync(export.Channel())).Select(message => message.Text));
    }

    [Fact]
    public async Task AnEmptyChannelHasNoMessages()
    {
        using var export = new TestExport();
        export.WriteMessages();

        var look = await export.Source.LookAsync(export.Channel(), Stop);

        Assert.Equal((1, 0, null), (look.First, look.Top, look.Problem));
    }

    [Fact]
    public async Task TheMadeExportIsOneOfTelegramDesktopsLayout()
    {
        using var export = new TestExport();
        new ExportFile { Messages = 2000, ChatId = 77, PictureEvery = 100 }.Write(export.Folder);

        var pages = await export.PagesAsync(export.Channel());

        Assert.Equal(2000, pages.Sum(page => page.Messages.Count));
        Assert.Equal(20, pages.SelectMany(page => page.Images).DistinctBy(image => image.ImageId).Count());
        Assert.InRange(new FileInfo(export.File).Length / 2000, 600, 1000);
    }
}
