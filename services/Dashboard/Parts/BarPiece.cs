namespace Collector.Dashboard.Parts;

/// <summary>A stretch of a coverage bar, in parts of a hundred.</summary>
/// <param name="Kind"><c>covered</c>, <c>outstanding</c>, <c>parked</c> or <c>gap</c>.</param>
public sealed record BarPiece(string Kind, double Start, double Width);
