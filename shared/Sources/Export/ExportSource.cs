using System.Collections.Concurrent;
using System.Text.Json;
using Collector.Contracts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collector.Sources.Export;

/// <summary>Reads folders written by Telegram Desktop's JSON export.</summary>
sealed class ExportSource(ExportFiles files, IOptions<ExportOptions> options, TimeProvider time, ILogger<ExportSource> logger) : IChannelSource
{
    readonly ConcurrentDictionary<(string, string), bool> warned = new();

    public string Name => SourceNames.Export;

    public async Task<ChannelLook> LookAsync(ChannelRef channel, CancellationToken cancellationToken)
    {
        var address = ExportAddress.Parse(channel.Address);
        using var export = await files.OpenAsync(address.Path, cancellationToken);
        var chat = Chat(export, address);
        if (!export.Index.Single && warned.TryAdd((export.Path, "account"), true))
            logger.LogWarning("{Path} is a whole account's export: into it Telegram Desktop puts only your own messages of public channels and groups, and of private ones unless \"Only my messages\" was unticked. For all messages of a chat export that chat by itself", export.Path);
        if (chat.IsTopic && warned.TryAdd((export.Path, "topic"), true))
            logger.LogWarning("{Path} seems to be the export of one topic of a group: what the others have is neither expected of it nor taken for deleted", export.Path);
        return new()
        {
            Title = chat.IsTopic ? null : chat.Title,
            Handle = ExportCatalog.Handle(export.Index, chat, address.Path),
            Kind = chat.Kind,
            TelegramId = chat.TelegramId,
            First = chat.First,
            Top = chat.Top,
            Fingerprint = export.Index.Fingerprint,
            Problem = chat.Problem,
            Partial = chat.Partial,
        };
    }

    public async Task<HistoryPage> ReadPageAsync(ChannelRef channel, string? fingerprint, int after, int upTo, CancellationToken cancellationToken)
    {
        var address = ExportAddress.Parse(channel.Address);
        using var export = await files.OpenAsync(address.Path, cancellationToken);
        if (fingerprint is not null && fingerprint != export.Index.Fingerprint)
            throw new SourceChangedException($"{address.Path} is not the export that was looked at");

        var chat = Chat(export, address);
        var observedAt = export.WrittenAt < time.GetUtcNow() ? export.WrittenAt : time.GetUtcNow();
        // An export knows nothing of what came after it: that is a page of its own, which proves no deletions.
        if (upTo > chat.Top)
            return new(Math.Max(after, chat.Top), upTo, null, [], [], observedAt);

        var page = Read(export, chat, after, upTo, cancellationToken);
        return new(page.After, upTo, chat.ProvesAbsence ? Math.Max(page.After, chat.First - 1) : null, page.Messages, page.Images, observedAt);
    }

    public async Task<Stream> OpenImageAsync(ImageRequested image, CancellationToken cancellationToken)
    {
        var address = ExportAddress.Parse(image.Channel.Address);
        try
        {
            var location = image.Location ?? await LocateAsync(image, address, cancellationToken);
            return new ExportFolder(address.Folder, "").Open(location);
        }
        catch (SourceException problem)
        {
            throw new SourceException($"{image.Channel.Name}: {problem.Message}", problem);
        }
    }

    async Task<string> LocateAsync(ImageRequested image, ExportAddress address, CancellationToken cancellationToken)
    {
        using var export = await files.OpenAsync(address.Path, cancellationToken);
        var page = Read(export, Chat(export, address), image.MessageId - 1, image.MessageId, cancellationToken);
        return page.Images is [{ Location: { } location }, ..]
            ? location
            : throw new SourceException($"message {image.MessageId} has no photo in {address.Path} any more");
    }

    (int After, IReadOnlyList<CollectedMessage> Messages, IReadOnlyList<PageImage> Images) Read(
        OpenExport export, ExportChat chat, int after, int upTo, CancellationToken cancellationToken)
    {
        using var messages = new MessageReader(chat, options.Value, (id, what) => Warn(export.Path, id, what));
        try
        {
            return new PageReader(export, chat, messages).Read(after, upTo, cancellationToken);
        }
        catch (JsonException broken)
        {
            // The first pass read it: so it was written to since.
            throw export.IsChanged
                ? new SourceChangedException($"{export.Path} was written to while it was read")
                : new SourceException($"{export.Path} is broken between the messages {after} and {upTo}: {broken.Message}", broken);
        }
    }

    static ExportChat Chat(OpenExport export, ExportAddress address) =>
        export.Index.Find(address) ?? throw new SourceException($"{address.Path} has no channel {address.ChatId}; {export.Index.Problem ?? "put the export back that had it, or remove the channel"}");

    void Warn(string path, int id, string what)
    {
        if (warned.TryAdd((path, what), true))
            logger.LogWarning("{Path}: message {MessageId} {Problem}; further ones are not named", path, id, what);
    }
}
