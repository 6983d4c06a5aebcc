namespace Collector.FakeTelegram.Worlds;

/// <summary>One size in which a file is there.</summary>
/// <param name="Type">A photo's letter; empty for a document itself.</param>
/// <param name="Width">Pixels; 0 for what is no picture.</param>
sealed record FileSize(string Type, int Width, int Height, long Bytes);
