namespace Collector.Media;

sealed record StoredFile(string Path, long Bytes);
