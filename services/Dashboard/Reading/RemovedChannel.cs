namespace Collector.Dashboard.Reading;

/// <summary>A channel that is collected no more, and whose messages are still there.</summary>
public sealed record RemovedChannel(int Id, string? Handle, string Title, int Messages);
