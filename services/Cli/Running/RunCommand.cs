using System.CommandLine;

namespace Collector.Cli.Running;

static class RunCommand
{
    public static Command Create(Shell shell)
    {
        var once = new Option<bool>("--once") { Description = "Collect once, print a summary, end.", Arity = ArgumentArity.Zero };
        var paths = new Argument<string[]>("PATHS")
        {
            Description = "With --once: exports of Telegram Desktop, folders or result.json files. Without: all configured channels.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var run = new Command("run", "Collect what is configured, again when due, until Ctrl-C (the default).") { once, paths };
        run.CheckWords(paths);
        run.Validators.Add(result =>
        {
            var given = result.GetValue(paths) ?? [];
            var words = string.Join(' ', given.Select(Shell.Quoted));
            if (given.Length > 0 && !result.GetValue(once))
                result.AddError($"Paths go with --once: {Shell.Command} --once {words}. To configure them: {Shell.Command} channels add {words}.");
        });
        run.SetAction((command, cancellationToken) => command.GetValue(once)
            ? new RunOnce(shell).ExecuteAsync(command.GetValue(paths) ?? [], cancellationToken)
            : new RunOn(shell).ExecuteAsync(cancellationToken));
        return run;
    }
}
