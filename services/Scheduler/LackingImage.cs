namespace Collector.Scheduler;

/// <summary>An image without a row, with the channel that shows it.</summary>
sealed record LackingImage : ChannelRow
{
    public required string ImageId { get; init; }

    public int MessageId { get; init; }
}
