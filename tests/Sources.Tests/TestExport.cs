using Collector.Contracts;
using Collector.Sources.Export;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Collector.Sources.Tests;

/// <summary>A folder with an export in it, and a source that has seen nothing yet.</summary>
public sealed class TestExport : IDisposable
{
    public TestExport(string name = "test_channel")
    {
        Folder = Path.Combine(Directory.CreateTempSubdirectory("export-").FullName, name);
        Directory.CreateDirectory(Folder);
        Source = NewSource(new());
    }

    public string Folder { get; }

    public string File => Path.Combine(Folder, "result.json");

    internal ExportFiles Files { get; private set; } = new();

    internal ExportSource Source { get; private set; }

    internal void Use(ExportOptions options) => Source = NewSource(options);

    /// <summary>A file that is written twice within a clock tick looks the same.</summary>
    public void Forget()
    {
        Files = new();
        Source = NewSource(new());
    }

    public void Write(string json) => System.IO.File.WriteAllText(File, json);

    public void Write(byte[] json) => System.IO.File.WriteAllBytes(File, json);

    public void WriteMessages(params IEnumerable<string> messages) => Write(Chat(messages));

    public static string Chat(IEnumerable<string> messages, string type = "public_channel", long id = 77) =>
        $$"""{"name": "Title", "type": "{{type}}", "id": {{id}}, "messages": [{{string.Join(",\n", messages)}}]}""";

    public static string Message(int id, string members = "\"text\": \"x\"") =>
        $$"""{"id": {{id}}, "type": "message", "date": "2020-01-01T00:00:00", "date_unixtime": "1577836800", {{members}}}""";

    public ChannelRef Channel(long id = 77, string suffix = "") => new(1, "test_channel", SourceNames.Export, $"{File}#{id}{suffix}", id);

    public async Task<CollectedMessage> ReadOneAsync(string message)
    {
        WriteMessages(message);
        return Assert.Single(await WalkAsync(Channel()));
    }

    public async Task<List<CollectedMessage>> WalkAsync(ChannelRef channel, int after = 0, int? upTo = null)
    {
        var pages = await PagesAsync(channel, after, upTo);
        return [.. pages.SelectMany(page => page.Messages).OrderBy(message => message.Id)];
    }

    public async Task<List<HistoryPage>> PagesAsync(ChannelRef channel, int after = 0, int? upTo = null)
    {
        var look = await Source.LookAsync(channel, TestContext.Current.CancellationToken);
        var pages = new List<HistoryPage>();
        for (var bound = upTo ?? look.Top; bound > after;)
        {
            var page = await Source.ReadPageAsync(channel, look.Fingerprint, after, bound, TestContext.Current.CancellationToken);
            Assert.Equal(bound, page.UpTo);
            Assert.InRange(page.After, after, bound - 1);
            Assert.All(page.Messages, message => Assert.InRange(message.Id, page.After + 1, page.UpTo));
            Assert.Equal(page.Messages.Select(message => message.Id).Order().Distinct(), page.Messages.Select(message => message.Id));
            Assert.InRange(page.Messages.Count, 0, 1500);
            pages.Add(page);
            bound = page.After;
        }
        return pages;
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);

    ExportSource NewSource(ExportOptions options) => new(Files, Options.Create(options), TimeProvider.System, NullLogger<ExportSource>.Instance);
}
