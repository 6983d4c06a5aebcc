namespace Collector.Media;

/// <summary>A file of the store; members as the columns of <c>images</c>.</summary>
sealed record StoredImage(string Sha256, string Path, string Mime, long Bytes, int Width, int Height);
