using Collector.Contracts;

namespace Collector.Sources;

/// <summary>The source cannot give what was asked, and trying again will not help.</summary>
public sealed class SourceException(string message, Exception? inner = null) : PermanentException(message, inner);
