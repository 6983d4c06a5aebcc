using System.IO.Compression;
using System.Text;
using Collector.Exporting;
using Collector.Exporting.Archive;
using Collector.Media;

namespace Collector.Dashboard.Api;

/// <summary>The messages of a channel as web pages, or with their images, in a ZIP that is made while it is sent.</summary>
/// <param name="text">Null for web pages.</param>
/// <param name="store">Null without images.</param>
sealed class ZipDownload(Snapshot snapshot, ExportedChannel channel, TextFormat? text, ImageStore? store)
{
    public const string MediaType = "application/zip";

    public async Task WriteAsync(Stream body, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await using (var writer = text?.Open(await CreateAsync($"{channel.FileName}.{text.Name}", cancellationToken)) ?? new ArchiveWriter(CreateAsync, store is not null))
        {
            await snapshot.WriteAsync(channel, writer, _ => { }, cancellationToken);
            await writer.CompleteAsync(cancellationToken);
        }

        if (store is not null)
            await AddImagesAsync(zip, store, cancellationToken);

        Task<Stream> CreateAsync(string path, CancellationToken cancellation) => zip.CreateEntry(path).OpenAsync(cancellation);
    }

    async Task AddImagesAsync(ZipArchive zip, ImageStore store, CancellationToken cancellationToken)
    {
        var missing = new StringBuilder();
        await foreach (var path in snapshot.ImagePathsAsync(channel.Id).WithCancellation(cancellationToken))
        {
            if (store.PathOf(path) is not { } stored || !File.Exists(stored))
            {
                missing.Append("images/").AppendLine(path);
                continue;
            }

            await using var image = File.OpenRead(stored);
            await using var entry = await zip.CreateEntry($"images/{path}", CompressionLevel.NoCompression).OpenAsync(cancellationToken);
            await image.CopyToAsync(entry, cancellationToken);
        }

        if (missing.Length == 0)
            return;

        await using var note = await zip.CreateEntry("missing.txt").OpenAsync(cancellationToken);
        await note.WriteAsync(Encoding.UTF8.GetBytes($"These are not in the image store; Verify fetches them again:\n{missing}"), cancellationToken);
    }
}
