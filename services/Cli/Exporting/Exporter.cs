using Collector.Contracts;
using Collector.Media;

namespace Collector.Cli.Exporting;

/// <summary>Writes the messages of channels to a path, whole or not at all, or to standard output as they come.</summary>
sealed class Exporter(ExportFormat format, string path, bool force, ImageStore? store)
{
    /// <param name="snapshot">Read once.</param>
    /// <param name="written">Called for each message.</param>
    public async Task<ExportResult> ExecuteAsync(IReadOnlyList<ExportedChannel> channels, Snapshot snapshot, Action written, CancellationToken cancellationToken)
    {
        using var target = path == ExportOutput.Standard ? null : Staged.At(path, format.IsFolder, force);
        using var beside = store is null || format.IsFolder ? null : Staged.At(Path.ChangeExtension(path, ".images"), isFolder: true, force);
        var images = store is null ? null : new ImageCopies(store, beside?.Path ?? Path.Combine(target!.Path, "images"));
        var messages = 0L;
        try
        {
            await using (var writer = await format.Open(target?.Path ?? path, store is not null))
            {
                foreach (var channel in channels)
                    await snapshot.WriteAsync(channel, writer, message =>
                    {
                        if (message.ImagePath is { } image)
                            images?.Add(image);
                        messages++;
                        written();
                    }, cancellationToken);
                await writer.CompleteAsync(cancellationToken);
            }

            beside?.Commit();
            target?.Commit();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PermanentException($"{(path == ExportOutput.Standard ? "Standard output" : path)} cannot be written: {refused.Message}", refused);
        }

        return new(messages, images?.Copied ?? 0, images?.Missing ?? 0);
    }
}
