using System.CommandLine;
using Collector.Contracts;
using Collector.Telegram.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Cli.Accounts;

static class RemoveCommand
{
    const string Devices = "its sessions stay logged in until you end them in Telegram (Settings, Devices)";

    public static Command Create(Shell shell)
    {
        var names = NamedAccounts.Argument();
        var yes = new Option<bool>("--yes") { Description = "Do not ask.", Arity = ArgumentArity.Zero };
        var force = new Option<bool>("--force") { Description = "Remove it also when it cannot be logged out.", Arity = ArgumentArity.Zero };
        var remove = new Command("remove", "Log accounts out, and forget them; what they collected stays.") { names, yes, force };
        remove.SetAction(async (command, cancellationToken) =>
        {
            await using var services = await OpenAccounts.OfAsync(shell, cancellationToken);
            var accounts = await new NamedAccounts(services.GetRequiredService<AccountTable>()).FindAsync(command.GetValue(names)!, cancellationToken);
            if (!command.GetValue(yes) && !IsMeant(shell, accounts))
            {
                shell.Line("Nothing was removed.");
                return ExitCode.Complete;
            }

            var code = ExitCode.Complete;
            foreach (var account in accounts)
                if (!await RemoveAsync(shell, services, account, command.GetValue(force), cancellationToken))
                    code = ExitCode.Failed;
            return code;
        });
        return remove;
    }

    static bool IsMeant(Shell shell, IReadOnlyList<AccountRow> accounts) => shell.IsAnswered
        ? shell.Confirm($"Log {string.Join(", ", accounts.Select(NamedAccounts.Describe))} out, with all sessions?")
        : throw new UsageException("Removing logs out all sessions of the account: say --yes.");

    static async Task<bool> RemoveAsync(Shell shell, ServiceProvider services, AccountRow account, bool force, CancellationToken cancellationToken)
    {
        var name = NamedAccounts.Describe(account);
        try
        {
            await services.GetRequiredService<AccountRemoval>().ExecuteAsync(account, session => Wait(shell, services, session), cancellationToken);
            shell.Line($"Removed {name}, logged out at Telegram; what it collected stays.");
            return true;
        }
        catch (AccountKeptException kept)
        {
            shell.Problem($"{name}: {kept.Message}");
            return false;
        }
        catch (PermanentException failure) when (force)
        {
            await services.GetRequiredService<AccountTable>().ForgetAsync(account.Id, cancellationToken);
            shell.Line($"Removed {name}, but {Devices}. {failure.Message}");
            return true;
        }
        catch (LoginException failure)
        {
            shell.Problem($"{failure.Message} {name} stays, unused. Remove it again, or with --force: {Devices}.");
            return false;
        }
    }

    static void Wait(Shell shell, ServiceProvider services, int session) =>
        shell.Line($"Session {session} is in use; its process was asked to let go, which takes up to {services.GetRequiredService<SessionLeases>().Length.TotalSeconds:0} s …");
}
