using Collector.Contracts;

namespace Collector.Sources;

/// <summary>The sources that this process can read.</summary>
public sealed class ChannelSources(IEnumerable<IChannelSource> sources)
{
    readonly Dictionary<string, IChannelSource> byName = sources.ToDictionary(source => source.Name);

    public IReadOnlyList<string> Names => [.. byName.Keys];

    /// <exception cref="SourceException">No source of this process reads the channel.</exception>
    public IChannelSource For(ChannelRef channel) =>
        byName.GetValueOrDefault(channel.Source)
        ?? throw new SourceException($"{channel.Name}: this build cannot read from '{channel.Source}', only from {string.Join(", ", Names)}");
}
