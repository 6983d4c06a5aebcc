using System.Collections.Concurrent;
using Collector.Contracts;
using Collector.Sources;

namespace Collector.Media.Tests;

/// <summary>A source that only has images, by their location.</summary>
sealed class FakeSource : IChannelSource
{
    readonly ConcurrentDictionary<string, Func<Stream>> files = [];
    int opened;

    public string Name => SourceNames.Export;

    public int Opened => opened;

    public void Put(string location, byte[] bytes) => Put(location, () => new MemoryStream(bytes));

    public void Put(string location, Func<Stream> open) => files[location] = open;

    public Task<Stream> OpenImageAsync(ImageRequested image, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref opened);
        return files.TryGetValue(image.Location!, out var open)
            ? Task.FromResult(open())
            : throw new SourceException($"{image.Channel.Name}: photo {image.Location} is missing from the export /x; put the file back");
    }

    public Task<ChannelLook> LookAsync(ChannelRef channel, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<HistoryPage> ReadPageAsync(ChannelRef channel, string? fingerprint, int after, int upTo, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
