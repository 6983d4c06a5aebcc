using System.CommandLine;
using Collector.Cli.Display;
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
        var verify = new Command("verify", "Prove that what was collected is whole: ledger, rows and image files.") { names, json };
        verify.Validators.Add(result =>
        {
            if (Mistake.Option(verify, result.GetValue(names) ?? []) is { } mistake)
                result.AddError(mistake);
        });
        verify.SetAction(async (command, cancellationToken) =>
        {
            await using var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, cancellationToken);
            var builder = shell.CreateBuilder();
            builder.Services.AddSingleton(database);
            builder.AddImageStore();
            await using var services = builder.Services.BuildServiceProvider();
            var ledgers = new Ledgers(database);
            var images = services.GetRequiredService<ImageAudit>();
            var verdicts = new List<Verdict>();
            var channels = await new NamedChannels(database).FindAsync(command.GetValue(names)!, cancellationToken);
            foreach (var channel in channels)
            {
                var ledger = await ledgers.ReadAsync(channel.Id, cancellationToken);
                var verdict = await Verdict.OfAsync(Figures.Name(channel.Name), ledger, images.ReadAsync(channel.Id, cancellationToken));
                verdicts.Add(verdict);
                if (!command.GetValue(json))
                    Show(shell, verdict);
            }

            var whole = verdicts.Count(verdict => verdict.IsWhole);
            if (command.GetValue(json))
                await Json.WriteAsync(shell, verdicts.Zip(channels, VerifiedChannel.Of));
            else
                shell.Line(Closing(channels.Count, whole));
            return whole == channels.Count ? ExitCode.Complete : ExitCode.Failed;
        });
        return verify;
    }

    static void Show(Shell shell, Verdict verdict)
    {
        var ledger = verdict.Ledger;
        var said = verdict.IsWhole
            ? $"{verdict.Name}: whole. Ids {ledger.First}–{ledger.Top} are known, {Figures.Number(ledger.Rows)} messages, {Figures.Number(verdict.Files)} image files intact{Counted(ledger)}."
            : $"{verdict.Name}: not whole.";
        shell.Out.Write(new Text(said + Environment.NewLine, new Style(verdict.IsWhole ? Color.Green : Color.Red)));
        foreach (var problem in verdict.Problems)
            shell.Out.Write(new Padder(new Text(problem), new Padding(2, 0, 0, 0)));
    }

    static string Counted(ChannelLedger ledger) => ledger.Reported is { } reported ? $"; Telegram counts {Figures.Number(reported)} messages" : "";

    static string Closing(int channels, int whole) => (channels, channels - whole) switch
    {
        (0, _) => "No channel is configured, so there is nothing to verify.",
        (1, 0) => "The channel is whole.",
        (_, 0) => $"All {channels} channels are whole.",
        (_, var broken) => $"{broken} of {channels} channels {(broken == 1 ? "is" : "are")} not whole. `{Shell.Command} collect NAME` collects what is missing.",
    };
}
