namespace Collector.Scheduler;

/// <summary>Something that a person is told.</summary>
/// <param name="Name">What it is about, as tables call it.</param>
/// <param name="Problem">Null when the problem is over.</param>
sealed record Notice(string Name, string? Problem);
