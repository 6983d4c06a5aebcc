namespace Collector.Sources;

/// <summary>The source is not what the range was cut for: the channel must be looked at again first.</summary>
public sealed class SourceChangedException(string message) : Exception(message);
