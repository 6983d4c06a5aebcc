namespace Collector.Media;

/// <summary>A stored image whose file was read.</summary>
/// <param name="MessageId">The first message that shows it.</param>
/// <param name="Path">As in <c>images.path</c>.</param>
/// <param name="Problem">What is wrong with the file, going on after its name; null when it is intact.</param>
public sealed record AuditedImage(int MessageId, string Path, string? Problem);
