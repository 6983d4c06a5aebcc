using Collector.Contracts;

namespace Collector.Scheduler;

/// <summary>An image without a row, with the channel that shows it.</summary>
sealed record LackingImage : ChannelRow
{
    public required string ImageId { get; init; }

    public int MessageId { get; init; }

    /// <summary>Who can fetch it; null when that needs no account.</summary>
    public int? AccountId { get; init; }

    public ImageRequested ToRequest() => new(ImageId, ToRef() with { AccountId = AccountId }, MessageId, Location: null, Bytes: null);
}
