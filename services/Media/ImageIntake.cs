using System.Security.Cryptography;
using Collector.Contracts;
using Microsoft.Extensions.Options;

namespace Collector.Media;

/// <summary>Takes an image's bytes into the store, if they are what was announced and an image.</summary>
sealed class ImageIntake(ImageStore store, ImageCheck check, IOptions<MediaOptions> options)
{
    const int BufferSize = 80 * 1024;
    const string ContentId = "sha256:";

    /// <exception cref="PermanentException">The bytes are not the image that was announced; the message goes on after "photo NAME …".</exception>
    /// <exception cref="IOException">The store cannot be written, or the source broke off.</exception>
    public async Task<StoredImage> TakeAsync(ImageRequested image, Stream source, CancellationToken cancellationToken)
    {
        var incoming = store.NewIncoming();
        try
        {
            var (sha256, bytes) = await WriteAsync(source, incoming, cancellationToken);
            if (bytes == 0)
                throw new PermanentException("is empty");
            if (bytes < image.Bytes)
                throw new PermanentException($"is cut off: it has {bytes} of {image.Bytes} bytes");
            if (image.Channel.Source == SourceNames.Export && image.ImageId.StartsWith(ContentId, StringComparison.Ordinal) && image.ImageId != ContentId + sha256)
                throw new PermanentException("is not the file any more that the message was collected with; collect the channel again");

            var (format, width, height) = await check.ReadAsync(incoming, cancellationToken);
            return new(sha256, store.Keep(incoming, sha256, format.Extension), format.Mime, bytes, width, height);
        }
        catch (IOException full) when (DiskFull.Is(full))
        {
            throw new IOException($"no space left on device: the image store {store.Folder} is full; make room, or name another folder with COLLECTOR_DATA", full);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    async Task<(string Sha256, long Bytes)> WriteAsync(Stream source, string incoming, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(incoming, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        var buffer = new byte[BufferSize];
        long bytes = 0;
        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if ((bytes += read) > options.Value.MaxBytes)
                throw new PermanentException($"has more bytes than IMAGE_MAX_BYTES = {options.Value.MaxBytes}");
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }
}
