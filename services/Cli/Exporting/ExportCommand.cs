using System.CommandLine;
using System.Diagnostics;
using Collector.Cli.Display;
using Collector.Media;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Collector.Cli.Exporting;

static class ExportCommand
{
    public static Command Create(Shell shell)
    {
        var names = new Argument<string[]>("CHANNEL") { Description = "Handle, title, id, Telegram id or address; none for all channels.", Arity = ArgumentArity.ZeroOrMore };
        var format = new Option<string>("--format") { Description = "jsonl, csv, parquet, or html for pages to read. [default: by the name of PATH]", HelpName = "FORMAT" };
        var output = new Option<string>("--output", "-o") { Description = "The file to write, with html the folder; - for standard output, as jsonl or csv.", HelpName = "PATH" };
        var since = Date("--since", "From this day or time on, UTC.", wholeDay: false);
        var until = Date("--until", "Up to the end of this day, or to this time.", wholeDay: true);
        var images = new Option<bool>("--images") { Description = "Copy the images, too: into PATH, or for the other formats beside it.", Arity = ArgumentArity.Zero };
        var force = new Option<bool>("--force") { Description = "Replace what is there.", Arity = ArgumentArity.Zero };
        var export = new Command("export", "Write the messages of channels to files, for other programs or to read.") { names, format, output, since, until, images, force };
        export.CheckWords(names);
        export.Validators.Add(result =>
        {
            if (result.GetResult(output) is null or { Tokens: [{ Value: "" }] })
                result.AddError("Say where to write it: -o news.csv, .jsonl or .parquet, or with --format html a folder.");
            else if (result.Typed(output) == ExportOutput.Standard && (result.GetValue(images) || result.Typed(format) is not ("jsonl" or "csv")))
                result.AddError("Standard output takes --format jsonl or csv, without --images.");
        });
        export.SetAction(async (command, cancellationToken) =>
        {
            using var stop = new Interrupt(cancellationToken);
            var path = command.GetValue(output)!;
            var chosen = Format(command.GetValue(format), path);
            var filter = new ExportFilter(command.GetValue(since), command.GetValue(until));
            if (filter.IsEmpty)
                throw new UsageException("--until must be later than --since.");
            await using var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, stop.Token);
            var found = await new NamedChannels(database).FindAsync(command.GetValue(names)!, stop.Token, removed: true);
            List<ExportedChannel> channels = [.. found.Select(channel => new ExportedChannel(channel.Id, channel.Handle, channel.Title.Length > 0 ? channel.Title : channel.Name))];
            await using var services = ImageServices.Open(shell, database);
            await using var snapshot = await Snapshot.OpenAsync(database, filter, stop.Token);
            var exporter = new Exporter(chosen, path, command.GetValue(force), command.GetValue(images) ? services.GetRequiredService<ImageStore>() : null);
            var began = Stopwatch.GetTimestamp();
            try
            {
                var result = await ExecuteAsync(shell, path == ExportOutput.Standard, exporter, snapshot, channels, stop.Token);
                if (path == ExportOutput.Standard)
                    return ExitCode.Complete;
                shell.Line(Closing(result, channels.Count, path, Stopwatch.GetElapsedTime(began)));
                if (result.Missing == 0)
                    return ExitCode.Complete;
                shell.Problem($"{Figures.Count(result.Missing, "message shows", "messages show")} an image whose file is not in the image store. `{Shell.Command} verify` says which.");
            }
            catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
            {
                shell.Problem(path == ExportOutput.Standard ? "Interrupted." : "Interrupted; nothing was written.");
            }

            return ExitCode.Failed;
        });
        return export;
    }

    static Option<DateTimeOffset?> Date(string name, string description, bool wholeDay) => new(name)
    {
        Description = description,
        HelpName = "DATE",
        CustomParser = result =>
        {
            if (PointInTime.TryParse(result.Tokens[0].Value, wholeDay, out var time))
                return time;
            result.AddError($"{name} takes {PointInTime.Example}; not '{result.Tokens[0].Value}'.");
            return null;
        },
    };

    static ExportFormat Format(string? given, string path)
    {
        var name = given ?? Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        var known = ExportFormat.All.Select(format => format.Name).ToList();
        return ExportFormat.All.FirstOrDefault(format => format.Name == name)
            ?? throw new UsageException(given is null
                ? $"Say how to write it: --format {string.Join('|', known)}."
                : $"There is no format '{given}'.{Mistake.Meant(given, known)} --format takes {string.Join(", ", known)}.");
    }

    static async Task<ExportResult> ExecuteAsync(Shell shell, bool quietly, Exporter exporter, Snapshot snapshot, IReadOnlyList<ExportedChannel> channels, CancellationToken cancellationToken)
    {
        if (quietly || !shell.Live)
            return await exporter.ExecuteAsync(channels, snapshot, () => { }, cancellationToken);

        var total = await snapshot.CountAsync([.. channels.Select(channel => channel.Id)], cancellationToken);
        return await shell.Out.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(display =>
            {
                var bar = display.AddTask(Figures.Count(total, "message", "messages"), maxValue: Math.Max(1, total));
                return exporter.ExecuteAsync(channels, snapshot, () => bar.Increment(1), cancellationToken);
            });
    }

    static string Closing(ExportResult result, int channels, string path, TimeSpan elapsed) =>
        $"{Figures.Count(result.Messages, "message", "messages")}{(result.Images > 0 ? $" and {Figures.Count(result.Images, "image", "images")}" : "")} "
        + $"of {Figures.Count(channels, "channel", "channels")} {(result is { Messages: 1, Images: 0 } ? "is" : "are")} in {path} ({Figures.Time(elapsed)})";
}
