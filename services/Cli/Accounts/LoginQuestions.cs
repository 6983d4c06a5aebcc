using Collector.Cli.Display;
using Collector.Telegram.Accounts;

namespace Collector.Cli.Accounts;

/// <summary>Asks at the terminal, or reads line by line what is piped in.</summary>
/// <param name="phone">As given on the command line; null to ask.</param>
sealed class LoginQuestions(Shell shell, string? phone) : ILoginQuestions
{
    // Of what is piped in, the next line answers the next question: none is asked twice.
    public int Attempts => shell.IsAnswered ? 3 : 1;

    public string Phone() => phone ?? shell.Ask("Phone number, with the country's code:");

    public string Code(string sentBy, bool again)
    {
        if (again)
            shell.Problem("That code is wrong.");
        return shell.Ask($"Telegram has sent a code ({Figures.Name(sentBy)}). Code:").Trim();
    }

    public string Password(string? hint, bool again)
    {
        if (again)
            shell.Problem("That password is wrong.");
        return shell.Ask($"Password of the two-step verification{(string.IsNullOrEmpty(hint) ? "" : $" (hint: {Figures.Name(hint)})")}:", secret: true);
    }
}
