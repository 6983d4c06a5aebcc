namespace Collector.Sources.Tests;

public sealed class PageSizeTests : IDisposable
{
    const int Megabyte = 1024 * 1024;

    readonly TestExport export = new();

    public void Dispose() => export.Dispose();

    [Fact]
    public async Task APageOfLargeMessagesIsCutSoThatABrokerTakesIt()
    {
        export.WriteMessages(Enumerable.Range(1, 24).Select(id => Message(id, id % 6 == 0 ? 5 * Megabyte : Megabyte)));

        var pages = await export.PagesAsync(export.Channel());

        Assert.Equal(Enumerable.Range(1, 24), pages.SelectMany(page => page.Messages).Select(message => message.Id).Order());
        Assert.All(pages, page => Assert.True(page.Messages.Count == 1 || page.Messages.Sum(message => message.Raw!.Value.Utf8.Length) <= 4 * Megabyte));
        Assert.Contains(pages, page => page.Messages.Count > 1);
        // Each proves what is below the one before.
        Assert.Equal(pages.Skip(1).Select(page => page.UpTo), pages.SkipLast(1).Select(page => page.After));
    }

    [Fact]
    public async Task AMessageThatNoBrokerTakesIsNamed()
    {
        export.WriteMessages(Message(1, 10), Message(2, 33 * Megabyte), Message(3, 10));

        var refused = await Assert.ThrowsAsync<SourceException>(() => export.PagesAsync(export.Channel()));

        Assert.StartsWith($"{export.File}: message 2 has ", refused.Message, StringComparison.Ordinal);
    }

    static string Message(int id, int length) => TestExport.Message(id, $"\"text\": \"{new string('a', length)}\"");
}
