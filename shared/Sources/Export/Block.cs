namespace Collector.Sources.Export;

/// <summary>A run of messages in the file, small enough to be read at once.</summary>
/// <param name="Offset">Byte of the first message's opening brace.</param>
/// <param name="Length">Bytes up to the last message's closing brace.</param>
/// <param name="Count">Messages.</param>
/// <param name="Min">Lowest message id.</param>
/// <param name="Max">Highest message id.</param>
readonly record struct Block(long Offset, int Length, int Count, int Min, int Max);
