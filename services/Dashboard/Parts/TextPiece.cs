namespace Collector.Dashboard.Parts;

/// <summary>A stretch of a message's text that is formatted in one way.</summary>
/// <param name="Style">Classes; empty for plain text.</param>
/// <param name="Link">Where it leads; null when nowhere, or nowhere safe.</param>
sealed record TextPiece(string Text, string Style, string? Link);
