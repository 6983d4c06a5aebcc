using System.CommandLine;
using System.Text.Json;
using Collector.Cli.Display;

namespace Collector.Cli;

static class StatusCommand
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(Shell shell)
    {
        var json = new Option<bool>("--json") { Description = "For programs: an array of channels.", Arity = ArgumentArity.Zero };
        var status = new Command("status", "Show how far every channel is. Ends with 1 when something failed or is parked.") { json };
        status.SetAction(async (command, cancellationToken) =>
        {
            await using var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, cancellationToken);
            var channels = await new Progress(database).ReadAsync(null, cancellationToken);
            if (command.GetValue(json))
                await shell.Out.Profile.Out.Writer.WriteLineAsync(JsonSerializer.Serialize(channels, Json));
            else if (channels.Count == 0)
                shell.Line($"No channel is configured. Add one: {Shell.Command} channels add PATH");
            else
                Show(shell, channels);
            return channels.Any(channel => channel.Failure is not null) ? ExitCode.Failed : ExitCode.Complete;
        });
        return status;
    }

    static void Show(Shell shell, IReadOnlyList<ChannelProgress> channels)
    {
        shell.Out.Write(StatusTable.Render(channels));
        Failures.Show(shell, Failures.Of(channels));
        Failures.ShowDoubts(shell, channels);
    }
}
