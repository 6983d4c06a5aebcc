namespace Collector.Telegram.Mapping;

/// <summary>Which images of a message are wanted.</summary>
sealed record ImageChoice
{
    public bool Photos { get; init; } = true;

    /// <summary>Images that were sent as files.</summary>
    public bool Documents { get; init; }

    public bool WebPages { get; init; }

    /// <summary>New pictures of the channel itself.</summary>
    public bool ChannelPhotos { get; init; }

    /// <summary>Pixels; null for the largest size of each photo.</summary>
    public int? LongestSide { get; init; }
}
