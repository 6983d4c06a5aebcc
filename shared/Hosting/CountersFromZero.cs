namespace Collector.Hosting;

/// <summary>Counters that are told before anything was counted: Prometheus sees no rise in a counter's first value, and what it counted until then would be in no rate.</summary>
/// <param name="Begin">Adds 0 for each value of their labels.</param>
public sealed record CountersFromZero(Action Begin);
