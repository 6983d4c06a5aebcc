using System.CommandLine;
using Collector.Cli.Exporting;
using Collector.Cli.Running;
using Collector.Cli.Verifying;
using Collector.Hosting;

namespace Collector.Cli;

/// <summary>The verbs of <c>collector</c>, and what becomes of mistakes.</summary>
static class CommandLine
{
    // @name is a channel, not a file of arguments.
    static readonly ParserConfiguration NoResponseFiles = new() { ResponseFileTokenReplacer = null };

    public static RootCommand Create(Shell shell) => new(
        $"""
        Collects Telegram channels, their history and their images, into PostgreSQL.

        Without a command it runs: it collects what is configured, again when due, until Ctrl-C.
          {Shell.Command} --once exports/*/     collects these exports of Telegram Desktop, and ends
          {Shell.Command} channels add PATH     configures an export

        It ends with 0 when all is well, 1 when something failed or is parked (the output names it), 2 when the command line is wrong.
        """)
    {
        RunCommand.Create(shell),
        ChannelsCommand.Create(shell),
        AccountVerbs.Login(shell),
        AccountVerbs.Accounts(shell),
        CollectCommand.Create(shell),
        StatusCommand.Create(shell),
        VerifyCommand.Create(shell),
        ExportCommand.Create(shell),
        MigrateCommand.Create(shell),
        DeadLettersCommand.Create(shell),
    };

    public static async Task<int> RunAsync(string[] args, Shell shell, CancellationToken cancellationToken = default)
    {
        var command = Create(shell).Parse(WithDefaultVerb(args), NoResponseFiles);
        if (Mistake.Find(command) is { } mistake)
        {
            shell.Problem(mistake);
            return ExitCode.WrongUsage;
        }

        try
        {
            return await command.InvokeAsync(
                new()
                {
                    EnableDefaultExceptionHandler = false,
                    // A run must finish its pages; its host listens to Ctrl-C and SIGTERM itself.
                    ProcessTerminationTimeout = null,
                    Output = shell.Out.Profile.Out.Writer,
                    Error = shell.Error.Profile.Out.Writer,
                },
                cancellationToken);
        }
        catch (UsageException wrong)
        {
            shell.Problem(wrong.Message);
            return ExitCode.WrongUsage;
        }
        catch (OperationCanceledException stopped) when (stopped.CancellationToken.IsCancellationRequested)
        {
            shell.Problem("Interrupted.");
            return ExitCode.Failed;
        }
        catch (Exception failure) when (StartupError.Explain(failure) is { } line)
        {
            shell.Problem(line);
            return ExitCode.Failed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            shell.Problem($"Stopped: {failure.Message}");
            return ExitCode.Failed;
        }
        catch (Exception failure)
        {
            shell.Problem($"Stopped by an error: {failure}");
            return ExitCode.Failed;
        }
    }

    static string[] WithDefaultVerb(string[] args) =>
        args is [] || (args[0].StartsWith('-') && args[0] is not ("-h" or "-?" or "--help" or "--version")) ? ["run", .. args] : args;
}
