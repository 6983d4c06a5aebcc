using System.Buffers;
using System.Text.Json;
using Collector.Contracts;

namespace Collector.Sources.Export;

/// <summary>Reads one page of a chat.</summary>
sealed class PageReader(OpenExport export, ExportChat chat, MessageReader messages)
{
    const int MaxMessages = 750;
    const int MaxBytes = 2 * 1024 * 1024;

    // On the wire a page has up to three times its JSON: raw, and text and media again, in base64. RabbitMQ takes 16 MiB unless it is told otherwise,
    // 128 MiB in docker-compose.yml: no page but one of a single huge message is beyond the former, and none at all beyond the latter.
    const int MaxPageBytes = 2 * MaxBytes;
    const int MaxMessageBytes = 32 * 1024 * 1024;

    readonly Dictionary<int, Found> found = [];
    readonly ArrayBufferWriter<byte> minified = new(16 * 1024);
    readonly ExportFolder folder = new(Path.GetDirectoryName(export.Path)!, chat.TelegramId is { } id ? $"{id}" : $"{new ExportAddress(export.Path, chat.Id, chat.Migrated)}");

    /// <returns>The highest id at or below which nothing was proven, and what is above it.</returns>
    public (int After, IReadOnlyList<CollectedMessage> Messages, IReadOnlyList<PageImage> Images) Read(int after, int upTo, CancellationToken cancellationToken)
    {
        var floor = after;
        var bytes = 0L;
        var blocks = chat.Blocks.Where(block => block.Max > after && block.Min <= upTo).ToArray();
        for (var i = 0; i < blocks.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(blocks[i], after, upTo);
            bytes += blocks[i].Length;
            // Blocks come by their highest id: what is above the next one's is whole.
            floor = i + 1 < blocks.Length ? Math.Clamp(blocks[i + 1].Max, after, upTo) : after;
            var whole = found.Keys.Count(id => id > floor);
            if (whole > MaxMessages - BlockList.MaxCount || (whole > 0 && bytes > MaxBytes))
                break;
        }

        var page = found.Where(entry => entry.Key > floor).OrderBy(entry => entry.Key).Select(entry => entry.Value).ToArray();
        if (Fitting(page) is var fitting && fitting < page.Length)
            (floor, page) = (page[^(fitting + 1)].Message.Id, page[^fitting..]);
        var images = page.Where(row => row.Image is not null).Select(row => new PageImage(row.Message.ImageId!, row.Message.Id, row.Image!.Path, row.Image.Bytes));
        return (floor, Dated(Array.ConvertAll(page, row => row.Message)), [.. images.DistinctBy(image => image.ImageId)]);
    }

    // What Telegram Desktop cannot show has no date, and was posted after the message before it.
    static CollectedMessage[] Dated(CollectedMessage[] page)
    {
        var before = page.Select(message => message.PostedAt).FirstOrDefault(date => date != MessageDates.None, MessageDates.None);
        for (var i = 0; i < page.Length; i++)
            if (page[i].PostedAt == MessageDates.None)
                page[i] = page[i] with { PostedAt = before };
            else
                before = page[i].PostedAt;
        return page;
    }

    // Of the newest: at least one.
    static int Fitting(Found[] page)
    {
        var (count, bytes) = (0, 0L);
        while (count < Math.Min(page.Length, MaxMessages) && ((bytes += page[^(count + 1)].Bytes) <= MaxPageBytes || count == 0))
            count++;
        return count;
    }

    // Synchronous: a file is never read otherwise, and the pool gives a buffer back only to the thread that returned it.
    void Read(Block block, int after, int upTo)
    {
        // In brackets, it is a JSON array.
        var length = block.Length + 2;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Fill(buffer.AsSpan(1, block.Length), block.Offset);
            (buffer[0], buffer[length - 1]) = ((byte)'[', (byte)']');
            ReadOnlySpan<byte> json = buffer.AsSpan(0, length);
            Read(JsonText.NeedsMending(json) ? JsonText.Mend(json) : json, block, after, upTo);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    void Read(ReadOnlySpan<byte> json, Block block, int after, int upTo)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject || IdOf(reader) is not { } id || id <= after || id > upTo || IsOlder(block, id))
            {
                reader.Skip();
                continue;
            }

            minified.ResetWrittenCount();
            JsonMinifier.Copy(ref reader, minified);
            if (minified.WrittenCount > MaxMessageBytes)
                throw new SourceException($"{export.Path}: message {id} has {minified.WrittenCount} bytes, at most {MaxMessageBytes} are taken; delete it in the file");
            var (message, image) = messages.Read(id, minified.WrittenMemory);
            found[id] = image is null
                ? new(block.Offset, minified.WrittenCount, message, null)
                : new(block.Offset, minified.WrittenCount, message with { ImageId = folder.ImageId(image.Path, image.Bytes) }, image);
        }
    }

    int? IdOf(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueSpan.SequenceEqual("id"u8);
            reader.Read();
            if (isId)
                return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id) ? MessageIds.Of(id, chat.Migrated) : null;
            reader.Skip();
        }
        return null;
    }

    // An id that comes twice means the one further back in the file.
    bool IsOlder(Block block, int id) => found.TryGetValue(id, out var known) && known.Offset > block.Offset;

    void Fill(Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            var read = RandomAccess.Read(export.File, buffer, offset);
            if (read == 0)
                throw new SourceChangedException($"{export.Path} became shorter while it was read");
            offset += read;
            buffer = buffer[read..];
        }
    }

    // A class: a page of them as values would be a large object.
    sealed record Found(long Offset, int Bytes, CollectedMessage Message, ExportedFile? Image);
}
