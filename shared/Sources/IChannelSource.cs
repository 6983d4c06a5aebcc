using Collector.Contracts;

namespace Collector.Sources;

/// <summary>Somewhere channels can be read from. Every method may be called from many threads at once.</summary>
/// <remarks>
/// Errors: <see cref="SourceException"/> for what trying again cannot mend, <see cref="SourceChangedException"/> when the source is not
/// what the command was made for; anything else (<see cref="IOException"/>, a timeout) may be tried again.
/// </remarks>
public interface IChannelSource
{
    /// <summary>The value of <c>channels.source</c> that this source serves.</summary>
    string Name { get; }

    /// <summary>Looks at the channel itself: who it is, and which ids it has.</summary>
    Task<ChannelLook> LookAsync(ChannelRef channel, CancellationToken cancellationToken);

    /// <summary>Reads the newest page of the ids in (after, upTo]. Call again with the page's <see cref="HistoryPage.After"/> as upTo until that is not above <paramref name="after"/>.</summary>
    Task<HistoryPage> ReadPageAsync(ChannelRef channel, string? fingerprint, int after, int upTo, CancellationToken cancellationToken);

    /// <summary>Opens an image's bytes.</summary>
    Task<Stream> OpenImageAsync(ImageRequested image, CancellationToken cancellationToken);
}
