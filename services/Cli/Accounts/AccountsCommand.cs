using System.CommandLine;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Cli.Accounts;

static class AccountsCommand
{
    public static Command Create(Shell shell) => new("accounts", "Show, pause and remove the accounts that are logged in.")
    {
        List(shell),
        Change(shell, "pause", "Use accounts no more, until they are resumed.", ["active"], "paused", "Paused {0}: a process that uses it stops within half a minute."),
        Change(shell, "resume", "Use paused accounts again.", ["paused", AccountRow.Removing], "active", "Resumed {0}."),
        RemoveCommand.Create(shell),
    };

    static Command List(Shell shell)
    {
        var json = Json.Option("an array of accounts.");
        var list = new Command("list", "Show the accounts, their sessions and their waits.") { json };
        list.SetAction(async (command, cancellationToken) =>
        {
            await using var services = await OpenAccounts.OfAsync(shell, cancellationToken);
            var accounts = await services.GetRequiredService<AccountTable>().ListAsync(cancellationToken);
            var waits = await services.GetRequiredService<AccountWaits>().ListAsync(cancellationToken);
            if (command.GetValue(json))
                await Json.WriteAsync(shell, accounts.Select(account => ListedAccount.Of(account, waits)));
            else if (accounts.Count == 0)
                shell.Line($"No account is logged in. Log in: {Shell.Command} login");
            else
                shell.Out.Write(AccountsTable.Render(accounts, waits));
            return ExitCode.Complete;
        });
        return list;
    }

    static Command Change(Shell shell, string verb, string description, string[] from, string to, string done)
    {
        var names = NamedAccounts.Argument();
        var change = new Command(verb, description) { names };
        change.SetAction(async (command, cancellationToken) =>
        {
            await using var services = await OpenAccounts.OfAsync(shell, cancellationToken);
            var table = services.GetRequiredService<AccountTable>();
            var code = ExitCode.Complete;
            foreach (var account in await new NamedAccounts(table).FindAsync(command.GetValue(names)!, cancellationToken))
            {
                var name = NamedAccounts.Describe(account);
                if (account.State == to)
                {
                    shell.Line($"{name} is {to} already.");
                }
                else if (await table.TurnAsync(account.Id, from, to, cancellationToken) is var state && state == to)
                {
                    shell.Line(string.Format(null, done, name));
                }
                else
                {
                    shell.Problem($"{name} is {AccountsTable.State(account with { State = state ?? account.State })}. {account.LastError} Log it in again with {Shell.Command} login, or remove it.");
                    code = ExitCode.Failed;
                }
            }

            return code;
        });
        return change;
    }
}
