namespace Collector.Telegram.Accounts;

/// <summary>Asks the owner of an account what Telegram wants to know. What it throws ends the login.</summary>
public interface ILoginQuestions
{
    /// <summary>How often in all a code or a password is asked for when it was wrong.</summary>
    int Attempts { get; }

    /// <summary>The phone number, with the country's code.</summary>
    string Phone();

    /// <param name="sentBy">Where to look for it: <c>in your Telegram app</c>.</param>
    /// <param name="again">The last one was wrong.</param>
    string Code(string sentBy, bool again);

    /// <param name="hint">What the owner wrote down to remember it; null for nothing.</param>
    /// <param name="again">The last one was wrong.</param>
    string Password(string? hint, bool again);
}
