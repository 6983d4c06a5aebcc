namespace Collector.Dashboard.Reading;

/// <summary>A message that was found.</summary>
sealed record Hit
{
    public int ChannelId { get; init; }

    public string ChannelName { get; init; } = "";

    public int MessageId { get; init; }

    public DateTimeOffset PostedAt { get; init; }

    /// <summary>Pieces of its text; what was looked for stands between <see cref="Found.Start"/> and <see cref="Found.Stop"/>.</summary>
    public string Headline { get; init; } = "";

    public string? ImageId { get; init; }
}
