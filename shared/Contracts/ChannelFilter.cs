namespace Collector.Contracts;

/// <summary>What of a channel is stored.</summary>
/// <param name="Since">Messages from before it are not; null for all.</param>
/// <param name="Images">False: messages without their images.</param>
/// <param name="MaxImageBytes">Images that announce more bytes are not; null for no limit.</param>
public sealed record ChannelFilter(DateTimeOffset? Since, bool Images, long? MaxImageBytes);
