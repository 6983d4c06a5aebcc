namespace Collector.Queries;

/// <summary>A part of a message's text that means something, or is formatted.</summary>
/// <param name="Start">The first UTF-16 unit.</param>
/// <param name="End">The first unit after it.</param>
/// <param name="Type">As in <c>messages.entities</c>: <c>bold</c>, <c>text_link</c>, …</param>
/// <param name="Href">Where it leads, safe to follow; null when it leads nowhere.</param>
public readonly record struct TextEntity(int Start, int End, string Type, string? Href);
