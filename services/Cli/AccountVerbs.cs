using System.CommandLine;
#if LIVE_TELEGRAM
using Collector.Cli.Accounts;
using Collector.Telegram;
using Collector.Telegram.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
#endif

namespace Collector.Cli;

/// <summary>The verbs about accounts, which builds without live Telegram can only explain.</summary>
static class AccountVerbs
{
#if LIVE_TELEGRAM
    public static Command Login(Shell shell) => LoginCommand.Create(shell);

    public static Command Accounts(Shell shell) => AccountsCommand.Create(shell);

    /// <summary>A wrong SESSION_KEY ends a run before it begins, unless it leaves the accounts to others.</summary>
    public static Task CheckKeyAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<IOptions<TelegramOptions>>().Value.Accounts == 0
            ? Task.CompletedTask
            : services.GetRequiredService<SessionKeyCheck>().VerifyAsync(cancellationToken);
#else
    public static Command Login(Shell shell) => Absent("login", "Log an account in at Telegram.");

    public static Command Accounts(Shell shell) => Absent("accounts", "Show, pause and remove accounts.");

    public static Task CheckKeyAsync(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;

    static Command Absent(string name, string description)
    {
        var absent = new Command(name, $"{description} Not in this build.") { TreatUnmatchedTokensAsErrors = false };
        absent.SetAction(int (ParseResult _) => throw new UsageException($"{name}: {LiveTelegram.Missing}"));
        return absent;
    }
#endif
}
