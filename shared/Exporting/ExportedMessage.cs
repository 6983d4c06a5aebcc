namespace Collector.Exporting;

/// <summary>A row of <c>messages</c> with its channel and its image.</summary>
public sealed record ExportedMessage
{
    public int ChannelId { get; init; }

    public string? Handle { get; init; }

    public string Title { get; init; } = "";

    public int MessageId { get; init; }

    public DateTimeOffset PostedAt { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public string Kind { get; init; } = "";

    public string? Author { get; init; }

    public string? SenderId { get; init; }

    public string? SenderName { get; init; }

    /// <summary>The channel itself wrote it; so it is when a channel that only its owners write in does not name the sender.</summary>
    public bool ByChannel { get; init; }

    public string Text { get; init; } = "";

    public string? Entities { get; init; }

    public int? ReplyTo { get; init; }

    public string? ForwardedFrom { get; init; }

    public int? Views { get; init; }

    public int? Forwards { get; init; }

    public int? Replies { get; init; }

    public string? Reactions { get; init; }

    public long? GroupedId { get; init; }

    public string? MediaKind { get; init; }

    public string? Media { get; init; }

    public string? ImageId { get; init; }

    /// <summary>Null when the image is not stored.</summary>
    public string? ImagePath { get; init; }

    public string? ImageSha256 { get; init; }

    public string? ViaBot { get; init; }

    public int? TtlPeriod { get; init; }

    public bool NoForwards { get; init; }

    public int? ImageWidth { get; init; }

    public int? ImageHeight { get; init; }

    /// <summary>The beginning of the message that this one replies to; null when it is not there.</summary>
    public string? RepliedText { get; init; }

    public DateTimeOffset? RepliedPostedAt { get; init; }
}
