using System.Text.Json;
using Collector.Testing;

namespace Collector.EndToEnd.Tests;

/// <summary>What a collector must end with, from the <c>expected.json</c> beside an input.</summary>
sealed record ExpectedChannel(string Handle, long TelegramId, IReadOnlyList<ExpectedMessage> Messages, IReadOnlyDictionary<int, ExpectedImage> Images)
{
    static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The folder of an input, which need not be there.</summary>
    /// <param name="path">From the repository's top folder.</param>
    public static string Folder(string path)
    {
        var folder = Path.GetFullPath(path, Repository.Root);
        Assert.SkipUnless(File.Exists(Path.Combine(folder, "expected.json")), $"{path}/expected.json is not there");
        return folder;
    }

    public static IReadOnlyList<ExpectedChannel> Read(string folder) =>
        JsonSerializer.Deserialize<ExpectedChannel[]>(File.ReadAllText(Path.Combine(folder, "expected.json")), SnakeCase)!;

    /// <summary>Compares every message, every image's row and every stored file.</summary>
    public static async Task MatchAsync(IReadOnlyList<ExpectedChannel> channels, Stack stack)
    {
        const string sql = """
            select m.message_id as id, m.kind, m.text, i.sha256, i.path
            from channels c
            join messages m on m.channel_id = c.id
            left join images i on i.image_id = m.image_id
            where c.telegram_id = @TelegramId
            order by 1
            """;
        Assert.Equal(channels.Select(channel => channel.TelegramId).Order(), await stack.ListAsync<long>("select telegram_id from channels order by 1"));
        var files = Snapshot.Files(stack).ToDictionary(file => file.Path, file => file.Sha256);
        foreach (var channel in channels)
        {
            var stored = await stack.ListAsync<(int Id, string Kind, string Text, string? Sha256, string? Path)>(sql, channel);
            Assert.Equal(channel.Messages.Select(message => (message.Id, message.Type, message.Text)), stored.Select(message => (message.Id, message.Kind, message.Text)));
            var shown = stored.Where(message => message.Path is not null).ToList();
            Assert.Equal(channel.Images.OrderBy(image => image.Key).Select(image => (image.Key, image.Value.Sha256)), shown.Select(message => (message.Id, message.Sha256!)));
            Assert.Equal(shown.Select(message => message.Sha256), shown.Select(message => files.GetValueOrDefault(message.Path!)));
        }

        Assert.Equal(channels.SelectMany(channel => channel.Images.Values).Select(image => image.Sha256).Distinct().Order(), files.Values.Order());
    }
}

sealed record ExpectedMessage(int Id, string Type, string Text);

sealed record ExpectedImage(string Sha256);
