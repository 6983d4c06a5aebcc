namespace Collector.Media;

/// <summary>What is known of an image that a message shows.</summary>
/// <param name="Path">Null when it is not stored.</param>
sealed record KnownImage(string? Path, long Bytes);
