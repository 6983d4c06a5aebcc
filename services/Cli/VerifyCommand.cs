using System.CommandLine;

namespace Collector.Cli;

static class VerifyCommand
{
    public static Command Create(Shell shell)
    {
        var names = new Argument<string[]>("NAME") { Description = "Channels to check; all when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var verify = new Command("verify", "Prove that what was collected is whole: ledger, rows and image files.") { names };
        verify.SetAction((command, cancellationToken) => Task.FromResult(0));
        return verify;
    }
}
