using System.CommandLine;
using Collector.Cli.Display;
using Collector.Telegram.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Cli.Accounts;

static class LoginCommand
{
    public static Command Create(Shell shell)
    {
        var phone = new Option<string>("--phone") { Description = "The account's phone number, with the country's code. [default: it is asked for]", HelpName = "+49…" };
        var login = new Command("login", "Log an account of yours in at Telegram; once more for one more session of it.") { phone };
        login.SetAction(async (command, cancellationToken) =>
        {
            await using var services = await OpenAccounts.OfAsync(shell, cancellationToken);
            var added = await services.GetRequiredService<Login>().ExecuteAsync(new LoginQuestions(shell, command.GetValue(phone)), cancellationToken);
            shell.Line($"{Figures.Name(added.Name)} ({added.Phone}) is logged in: account {added.AccountId}, {(added.Sessions == 1 ? "1 session" : $"{added.Sessions} sessions, for as many processes at once")}.");
            shell.Line($"Running services take it within a minute; otherwise start with: {Shell.Command} channels add @NAME");
            return ExitCode.Complete;
        });
        return login;
    }
}
