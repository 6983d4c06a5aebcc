using Collector.Contracts;
using Collector.Sources;

namespace Collector.Collector.Tests;

/// <summary>A source with the ids 1 to 1000, in pages of 100, that fails as told.</summary>
sealed class ScriptedSource : IChannelSource
{
    public string Name => SourceNames.Export;

    public Func<int, Exception?> Failure { get; set; } = _ => null;

    public static DateTimeOffset PostedAt(int id) => DateTimeOffset.UnixEpoch.AddMinutes(id);

    public Task<ChannelLook> LookAsync(ChannelRef channel, CancellationToken cancellationToken) =>
        Failure(0) is { } failure
            ? throw failure
            : Task.FromResult(new ChannelLook { Title = "Scripted", TelegramId = 77, Kind = "channel", Top = 1000, Fingerprint = "f1", Problem = "cut at byte 9" });

    public Task<HistoryPage> ReadPageAsync(ChannelRef channel, string? fingerprint, int after, int upTo, CancellationToken cancellationToken)
    {
        if (Failure(upTo) is { } failure)
            throw failure;
        var start = (upTo - 1) / 100 * 100;
        var messages = Enumerable.Range(start + 1, upTo - start)
            .Select(id => new CollectedMessage { Id = id, PostedAt = PostedAt(id), Kind = "message", Text = "" });
        return Task.FromResult(new HistoryPage(start, upTo, start, [.. messages], [new($"sha256:{upTo}", upTo, $"photos/{upTo}.jpg", 5)], DateTimeOffset.UnixEpoch));
    }

    public Task<Stream> OpenImageAsync(ImageRequested image, CancellationToken cancellationToken) => throw new NotSupportedException();
}
