using Collector.Contracts;
using Collector.Sources;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using TL;
using TL.Methods;

namespace Collector.Telegram.Images;

/// <summary>An image's bytes, asked for part by part while they are read; a small one is a single part.</summary>
sealed class ImageDownload(HeldAccount account, ImageRequested image, FileReferences references, CancellationToken cancellationToken) : Stream
{
    const int Migrated = 303;

    IEnumerator<(long Offset, int Limit)> parts = null!;
    ImageLocation location = null!;
    ReadOnlyMemory<byte> part;
    int dc;
    bool last;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Asks for the first part, so that what is wrong with the request is told before anything is written.</summary>
    public static async Task<ImageDownload> OpenAsync(HeldAccount account, ImageRequested image, FileReferences references, CancellationToken cancellationToken)
    {
        var location = image.Location is { } known ? ImageLocation.Parse(known) : await references.RefreshAsync(account, image, cancellationToken);
        var download = new ImageDownload(account, image, references, cancellationToken);
        download.location = location;
        download.dc = location.Dc;
        download.parts = FileParts.Of(location.Bytes).GetEnumerator();
        await download.NextAsync();
        return download;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation = default)
    {
        while (part.IsEmpty && !last)
            await NextAsync();
        var read = Math.Min(part.Length, buffer.Length);
        part[..read].CopyTo(buffer);
        part = part[read..];
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        parts.Dispose();
        base.Dispose(disposing);
    }

    async Task NextAsync()
    {
        if (!parts.MoveNext())
        {
            last = true;
            return;
        }

        var (offset, limit) = parts.Current;
        part = await GetAsync(offset, limit);
        // Telegram's own announcement may be too high.
        last = part.Length < limit;
    }

    async Task<byte[]> GetAsync(long offset, int limit)
    {
        for (var refreshed = false; ;)
        {
            try
            {
                var answer = await account.CallAsync(
                    CallClass.Files, image.Channel.Name, new Upload_GetFile { location = location.ToInput(), offset = offset, limit = limit }, dc, cancellationToken);
                return answer is Upload_File file ? file.bytes : throw new IOException($"Telegram answered {answer.GetType().Name} instead of a file.");
            }
            catch (RpcException moved) when (moved is { Code: Migrated, Message: "FILE_MIGRATE_X" } && moved.X != dc)
            {
                dc = moved.X;
            }
            catch (RpcException expired) when (expired.Message.StartsWith("FILE_REFERENCE_", StringComparison.Ordinal) && !refreshed)
            {
                refreshed = true;
                location = location with { FileReference = (await references.RefreshAsync(account, image, cancellationToken)).FileReference };
            }
            catch (RpcException refused) when (refused.Code == 400)
            {
                throw new SourceException($"{image.Channel.Name}: message {image.MessageId}: Telegram does not give image {image.ImageId}: {refused.Message}", refused);
            }
        }
    }
}
