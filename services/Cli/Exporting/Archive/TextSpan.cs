namespace Collector.Cli.Exporting.Archive;

/// <summary>A part of a text that is formatted.</summary>
/// <param name="Tag">The element.</param>
/// <param name="Class">Null for none.</param>
/// <param name="Href">Of a link, safe to follow; null for none.</param>
readonly record struct TextSpan(int Start, int End, string Tag, string? Class, string? Href);
