namespace Collector.Contracts;

/// <summary>A failure that trying again cannot mend; the bus does not retry it.</summary>
/// <param name="message">One line for people: what is wrong with which thing, and the mend.</param>
public class PermanentException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What dead letters say: not what the system said, for that this says what to do.</summary>
    public override Exception GetBaseException() => this;
}
