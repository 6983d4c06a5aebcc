namespace Collector.Dashboard.Reading;

/// <summary>All of a message that failed.</summary>
sealed record LetterText(IReadOnlyList<(string Name, string Value)> Headers, string Body);
