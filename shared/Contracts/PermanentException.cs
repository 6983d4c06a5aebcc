namespace Collector.Contracts;

/// <summary>A failure that trying again cannot mend; the bus does not retry it.</summary>
/// <param name="message">One line for people: what is wrong with which thing, and the mend.</param>
public class PermanentException(string message, Exception? inner = null) : Exception(message, inner);
