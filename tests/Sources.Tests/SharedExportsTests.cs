using System.Text.Json;
using Collector.Contracts;
using Collector.Sources.Export;

namespace Collector.Sources.Tests;

public sealed class SharedExportsTests
{
    static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    [Fact]
    public async Task EverySingleChatExportGivesExactlyWhatIsExpected()
    {
        var folder = Find("channels");
        foreach (var expected in Expected(folder))
        {
            var catalog = await ExportCatalog.ReadAsync(Path.Combine(folder, expected.Handle), TestContext.Current.CancellationToken);
            var chat = Assert.Single(catalog.Chats);
            Assert.Equal(expected.Handle, chat.Handle);
            await SameAsync(expected, chat);
        }
    }

    [Fact]
    public async Task TheExportOfAnAccountGivesExactlyWhatIsExpected()
    {
        var folder = Find("account");
        var catalog = await ExportCatalog.ReadAsync(folder, TestContext.Current.CancellationToken);

        Assert.Null(catalog.Problem);
        foreach (var expected in Expected(folder))
        {
            var chat = catalog.Chats.Single(chat => chat.TelegramId == expected.TelegramId);
            Assert.Null(chat.Handle);
            await SameAsync(expected, chat);
        }
    }

    static async Task SameAsync(Channel expected, ExportedChat chat)
    {
        using var reader = new TestExport();
        var channel = new ChannelRef(1, chat.Title, SourceNames.Export, chat.Address, chat.TelegramId);
        var pages = await reader.PagesAsync(channel);
        var messages = pages.SelectMany(page => page.Messages).OrderBy(message => message.Id).ToList();

        Assert.Equal((expected.Title, expected.TelegramId, "channel"), (chat.Title, chat.TelegramId, chat.Kind));
        Assert.Equal(expected.Messages.Select(message => (message.Id, message.Type, message.Text)), messages.Select(message => (message.Id, message.Kind, message.Text)));
        Assert.Equal((expected.Messages.Count, expected.Messages[0].Id, expected.Messages[^1].Id), (chat.Messages, chat.First, chat.Top));
        Assert.Equal(
            expected.Images.ToDictionary(image => int.Parse(image.Key), string? (image) => "sha256:" + image.Value.Sha256),
            messages.Where(message => message.ImageId is not null).ToDictionary(message => message.Id, message => message.ImageId));
        foreach (var image in pages.SelectMany(page => page.Images))
        {
            await using var stream = await reader.Source.OpenImageAsync(new(image.ImageId, channel, image.MessageId, image.Location, image.Bytes), TestContext.Current.CancellationToken);
            Assert.Equal(image.ImageId, "sha256:" + Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream, TestContext.Current.CancellationToken)));
        }
    }

    static List<Channel> Expected(string folder) =>
        JsonSerializer.Deserialize<List<Channel>>(File.ReadAllText(Path.Combine(folder, "expected.json")), SnakeCase)!;

    static string Find(string input)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "exports", input) is var found && Directory.Exists(found))
                return found;
        Assert.Skip("../shared/exports is not beside the repository");
        return "";
    }

    sealed record Channel(string Handle, string Title, long TelegramId, List<Message> Messages, Dictionary<string, Image> Images);

    sealed record Message(int Id, string Type, string Text);

    sealed record Image(string File, string Sha256);
}
