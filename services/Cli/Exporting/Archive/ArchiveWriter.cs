using System.Text;

namespace Collector.Cli.Exporting.Archive;

/// <summary>Web pages to read and to keep: no scripts, nothing from outside. Holds the messages of one page.</summary>
sealed class ArchiveWriter(string folder, bool images) : IMessageWriter
{
    /// <summary>Messages on a page.</summary>
    public const int PageSize = 250;

    readonly List<ArchiveChannel> channels = [];
    readonly List<ExportedMessage> waiting = [];
    int page;

    public async Task BeginAsync(ExportedChannel channel, Snapshot snapshot, CancellationToken cancellationToken)
    {
        await EndChannelAsync(cancellationToken);
        var name = channel.FileName;
        if (channels.Exists(other => other.Folder.Equals(name, StringComparison.OrdinalIgnoreCase)) || name.Equals("images", StringComparison.OrdinalIgnoreCase))
            name = channel.UniqueFileName;
        channels.Add(new(channel, name, await snapshot.PagesAsync(channel.Id, PageSize, cancellationToken)));
        page = 0;
        Directory.CreateDirectory(Path.Combine(folder, name));
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
        await using var file = File.Create(Path.Combine(folder, "style.css"));
        await style.CopyToAsync(file, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    async Task WritePageAsync(CancellationToken cancellationToken)
    {
        var channel = channels[^1];
        var messages = new MessagesPage(channel, page, images);
        await WriteAsync(Path.Combine(channel.Folder, channel.Pages[page].File), html => messages.Write(html, waiting), cancellationToken);
        waiting.Clear();
        page++;
    }

    Task EndChannelAsync(CancellationToken cancellationToken) => channels.Count == 0
        ? Task.CompletedTask
        : WriteAsync(Path.Combine(channels[^1].Folder, "index.html"), html => ChannelPage.Write(html, channels[^1]), cancellationToken);

    async Task WriteAsync(string path, Action<HtmlWriter> write, CancellationToken cancellationToken)
    {
        await using var text = new StringWriter();
        write(new(text));
        await File.WriteAllTextAsync(Path.Combine(folder, path), text.ToString(), new UTF8Encoding(false), cancellationToken);
    }
}
