namespace Collector.Sources;

/// <summary>The account that shall read the channel cannot do it, or not from this process any more: another one may.</summary>
public sealed class AccountLostException(string message, Exception? inner = null) : Exception(message, inner);
