using System.CommandLine;
using Collector.Cli.Display;
using Collector.Dashboard;
using Collector.Media;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Collector.Cli.Verifying;

static class VerifyCommand
{
    public static Command Create(Shell shell)
    {
        var names = new Argument<string[]>("NAME") { Description = "Channels to check; all when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var json = Json.Option("an array of verdicts.");
        var repair = new Option<bool>("--repair") { Description = "Fetch images again whose files are gone or damaged.", Arity = ArgumentArity.Zero };
        var verify = new Command("verify", "Prove that what was collected is whole: ledger, rows and image files.") { names, repair, json };
        verify.CheckWords(names);
        verify.SetAction(async (command, cancellationToken) =>
        {
            await using var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, cancellationToken);
            await using var services = ImageServices.Open(shell, database);
            var ledgers = new Ledgers(database);
            var images = services.GetRequiredService<ImageAudit>();
            var wanted = new WantedImages(database);
            var verdicts = new List<Verdict>();
            var channels = await new NamedChannels(database).FindAsync(command.GetValue(names)!, cancellationToken);
            foreach (var channel in channels)
            {
                var ledger = await ledgers.ReadAsync(channel.Id, cancellationToken);
                var files = images.ReadAsync(channel.Id, cancellationToken);
                var verdict = await Verdict.OfAsync(Figures.Name(channel.Name), ledger, command.GetValue(repair) ? wanted.RepairedAsync(files, cancellationToken) : files);
                verdicts.Add(verdict);
                if (!command.GetValue(json))
                    Show(shell, verdict);
            }

            if (command.GetValue(json))
                await Json.WriteAsync(shell, verdicts.Zip(channels, VerifiedChannel.Of));
            else
                shell.Line(Closing(verdicts, command.GetValue(repair)));
            return verdicts.TrueForAll(verdict => verdict.IsWhole) ? ExitCode.Complete : ExitCode.Failed;
        });
        return verify;
    }

    static void Show(Shell shell, Verdict verdict)
    {
        var said = verdict.IsWhole ? $"{verdict.Name}: whole. {verdict.Whole}" : $"{verdict.Name}: not whole.";
        shell.Out.Write(new Text(said + Environment.NewLine, new Style(verdict.IsWhole ? Color.Green : Color.Red)));
        foreach (var problem in verdict.Problems)
            shell.Out.Write(new Padder(new Text(problem), new Padding(2, 0, 0, 0)));
    }

    static string Closing(List<Verdict> verdicts, bool repaired) => (verdicts.Count, verdicts.Count(verdict => !verdict.IsWhole)) switch
    {
        (0, _) => "No channel is configured, so there is nothing to verify.",
        (1, 0) => "The channel is whole.",
        (var channels, 0) => $"All {channels} channels are whole.",
        (var channels, var broken) => $"{broken} of {Figures.Count(channels, "channel", "channels")} {(broken == 1 ? "is" : "are")} not whole. `{Shell.Command} collect NAME` collects what is missing{Repair(verdicts, repaired)}.",
    };

    static string Repair(IEnumerable<Verdict> verdicts, bool repaired) =>
        !repaired && verdicts.Any(verdict => verdict.Damaged > 0) ? $", after `{Shell.Command} verify --repair` image files, too" : "";
}
