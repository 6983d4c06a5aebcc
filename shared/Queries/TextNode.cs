namespace Collector.Queries;

/// <summary>A piece of a message's text; or a part of it that is formatted, and what lies in that.</summary>
/// <param name="Entity">How the part is formatted; null for a piece of text.</param>
/// <param name="Text">Of a piece; empty for a part.</param>
/// <param name="Inner">Of a part; empty for a piece.</param>
public sealed record TextNode(TextEntity? Entity, string Text, IReadOnlyList<TextNode> Inner);
