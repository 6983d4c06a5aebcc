namespace Collector.Dashboard.Reading;

/// <summary>A channel that is collected no more, and whose messages are still there.</summary>
/// <param name="Name">Its handle, else its title.</param>
public sealed record RemovedChannel(int Id, string Name, string Title, int Messages);
