using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collector.Dashboard.Reading;

/// <summary>A message as people see it.</summary>
public sealed record Post
{
    public int ChannelId { get; init; }

    public int MessageId { get; init; }

    public DateTimeOffset PostedAt { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public string Kind { get; init; } = "message";

    public string? Author { get; init; }

    public string? SenderName { get; init; }

    public string Text { get; init; } = "";

    [JsonIgnore]
    public string? Entities { get; init; }

    /// <summary>What it said before, oldest first.</summary>
    public IReadOnlyList<EarlierText> Earlier { get; init; } = [];

    public int? ReplyTo { get; init; }

    /// <summary>The beginning of the message that this one answers.</summary>
    public string? ReplyText { get; init; }

    [JsonIgnore]
    public string? ForwardedFrom { get; init; }

    public int? Views { get; init; }

    public int? Forwards { get; init; }

    public int? Replies { get; init; }

    [JsonIgnore]
    public string? Reactions { get; init; }

    public long? GroupedId { get; init; }

    public string? MediaKind { get; init; }

    [JsonIgnore]
    public string? Media { get; init; }

    public string? ImageId { get; init; }

    public string? ImageState { get; init; }

    public int? ImageWidth { get; init; }

    public int? ImageHeight { get; init; }

    [JsonPropertyName("entities")]
    public JsonElement? EntitiesJson => Json(Entities);

    [JsonPropertyName("forwardedFrom")]
    public JsonElement? ForwardedFromJson => Json(ForwardedFrom);

    [JsonPropertyName("reactions")]
    public JsonElement? ReactionsJson => Json(Reactions);

    [JsonPropertyName("media")]
    public JsonElement? MediaJson => Json(Media);

    static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
