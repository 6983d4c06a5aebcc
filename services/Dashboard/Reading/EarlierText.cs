using System.Text.Json.Serialization;

namespace Collector.Dashboard.Reading;

/// <summary>What a message said before it was edited.</summary>
public sealed record EarlierText
{
    [JsonIgnore]
    public int MessageId { get; init; }

    /// <summary>When it began to say so; null: since it was posted.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    public string Text { get; init; } = "";
}
