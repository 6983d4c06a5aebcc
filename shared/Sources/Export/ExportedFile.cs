using System.Text.Json;

namespace Collector.Sources.Export;

/// <summary>A file of the export that a message shows as an image.</summary>
/// <param name="Path">As in the message: relative to the export's folder.</param>
/// <param name="Bytes">Size that the message announces.</param>
sealed record ExportedFile(string Path, long? Bytes)
{
    /// <summary>The image of a message; null when it has none, when it was not exported, or is not wanted.</summary>
    /// <param name="documents">Also images that were sent as files.</param>
    public static ExportedFile? ImageOf(JsonElement message, bool photos, bool documents)
    {
        if (message.Member("photo"u8) is { } photo)
            return photos && PathOf(photo) is { } path ? new(path, message.Whole("photo_file_size"u8)) : null;
        return documents
            && message.Member("file"u8) is { } file
            && !message.TryGetProperty("media_type"u8, out _)
            && message.String("mime_type"u8)?.StartsWith("image/", StringComparison.Ordinal) == true
            && PathOf(file) is { } sent ? new(sent, message.Whole("file_size"u8)) : null;
    }

    /// <returns>Why the file is not in the export; null when it is.</returns>
    public static string? Missing(JsonElement place) => place.ValueKind == JsonValueKind.String ? place.GetString() switch
    {
        { } text when !text.StartsWith("(File ", StringComparison.Ordinal) => null,
        { } text when text.StartsWith("(File not included", StringComparison.Ordinal) => "not included",
        { } text when text.StartsWith("(File exceeds maximum size", StringComparison.Ordinal) => "too large",
        _ => "unavailable",
    } : null;

    static string? PathOf(JsonElement place) =>
        place.ValueKind == JsonValueKind.String && Missing(place) is null && place.GetString() is { Length: > 0 } path ? path : null;
}
