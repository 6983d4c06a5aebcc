using System.Text;

namespace Collector.Exporting.Archive;

/// <summary>Web pages to read and to keep: no scripts, nothing from outside. Holds the messages of one page.</summary>
/// <param name="createAsync">Makes the file of a path such as <c>news/2024-01.html</c>; one is closed before the next is made.</param>
/// <param name="images">True to show images, which lie under <c>images</c> with the names that they have in the image store.</param>
public sealed class ArchiveWriter(Func<string, CancellationToken, Task<Stream>> createAsync, bool images) : IMessageWriter
{
    /// <summary>Messages on a page.</summary>
    public const int PageSize = 250;

    readonly List<ArchiveChannel> channels = [];
    readonly List<ExportedMessage> waiting = [];
    int page;

    public bool ByMonth => true;

    public async Task BeginAsync(ExportedChannel channel, Snapshot snapshot, CancellationToken cancellationToken)
    {
        await EndChannelAsync(cancellationToken);
        var name = channel.FileName;
        if (channels.Exists(other => other.Folder.Equals(name, StringComparison.OrdinalIgnoreCase)) || name.Equals("images", StringComparison.OrdinalIgnoreCase))
            name = channel.UniqueFileName;
        channels.Add(new(channel, name, await snapshot.PagesAsync(channel.Id, PageSize, cancellationToken)));
        page = 0;
    }

    public async Task WriteAsync(ExportedMessage message, CancellationToken cancellationToken)
    {
        waiting.Add(message);
        if (waiting.Count == channels[^1].Pages[page].Messages)
            await WritePageAsync(cancellationToken);
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await EndChannelAsync(cancellationToken);
        await WriteAsync("index.html", html => ContentsPage.Write(html, channels), cancellationToken);
        await using var style = typeof(ArchiveWriter).Assembly.GetManifestResourceStream("archive.css")!;
        await using var file = await createAsync("style.css", cancellationToken);
        await style.CopyToAsync(file, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    async Task WritePageAsync(CancellationToken cancellationToken)
    {
        var channel = channels[^1];
        var messages = new MessagesPage(channel, page, images);
        await WriteAsync($"{channel.Folder}/{channel.Pages[page].File}", html => messages.Write(html, waiting), cancellationToken);
        waiting.Clear();
        page++;
    }

    Task EndChannelAsync(CancellationToken cancellationToken) => channels.Count == 0
        ? Task.CompletedTask
        : WriteAsync($"{channels[^1].Folder}/index.html", html => ChannelPage.Write(html, channels[^1]), cancellationToken);

    async Task WriteAsync(string path, Action<HtmlWriter> write, CancellationToken cancellationToken)
    {
        await using var text = new StringWriter();
        write(new(text));
        await using var file = await createAsync(path, cancellationToken);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
    }
}
