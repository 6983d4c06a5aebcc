namespace Collector.EndToEnd.Tests;

/// <summary>A step of a trace.</summary>
/// <param name="Parent">Empty for the first one.</param>
sealed record OtlpSpan(string Service, string Trace, string Id, string Parent, string Name);
