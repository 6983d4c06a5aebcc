namespace Collector.Sources;

/// <summary>The source asks to come back later; nothing is wrong with what was asked.</summary>
/// <param name="until">Not before.</param>
/// <param name="message">One line for people: why.</param>
public sealed class SourceWaitException(DateTimeOffset until, string message) : Exception(message)
{
    public DateTimeOffset Until => until;
}
