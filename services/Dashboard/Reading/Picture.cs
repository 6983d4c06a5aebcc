namespace Collector.Dashboard.Reading;

/// <summary>A stored image where a message shows it.</summary>
sealed record Picture
{
    public required string ImageId { get; init; }

    public int ChannelId { get; init; }

    public string ChannelName { get; init; } = "";

    public int MessageId { get; init; }

    public DateTimeOffset PostedAt { get; init; }

    public string Text { get; init; } = "";

    public long Bytes { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }
}
