using System.CommandLine;
using Collector.Cli.Display;

namespace Collector.Cli;

static class StatusCommand
{
    public static Command Create(Shell shell)
    {
        var json = Json.Option("an array of channels.");
        var watch = new Option<bool>("--watch") { Description = "Go on showing it, with rates and the time left, until Ctrl-C.", Arity = ArgumentArity.Zero };
        var status = new Command("status", "Show how far every channel is. Ends with 1 when something failed or is parked.") { json, watch };
        status.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(watch))
                result.AddError("--json shows one moment; leave --watch out, and ask again.");
        });
        status.SetAction(async (command, cancellationToken) =>
        {
            using var stop = new Interrupt(cancellationToken);
            await using var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, stop.Token);
            var progress = new Progress(database);
            var channels = command.GetValue(watch) ? await WatchAsync(shell, progress, stop.Token) : await progress.ReadAsync(null, stop.Token);
            if (command.GetValue(json))
                await Json.WriteAsync(shell, channels);
            else if (channels.Count == 0)
                shell.Line($"No channel is configured. Add one: {Shell.Command} channels add PATH");
            else
                Show(shell, channels);
            return channels.Any(channel => channel.Failure is not null) ? ExitCode.Failed : ExitCode.Complete;
        });
        return status;
    }

    static async Task<IReadOnlyList<ChannelProgress>> WatchAsync(Shell shell, Progress progress, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var rows = await new Watching(shell, progress, new Pace(clock), clock, shell.Line).UntilAsync(channels: null, _ => false, cancellationToken);
        return [.. rows.Select(row => row.Channel)];
    }

    static void Show(Shell shell, IReadOnlyList<ChannelProgress> channels)
    {
        shell.Out.Write(ResultTable.Render(channels.Select(channel => (channel, State(channel))), new("State"), shell.Out.Profile.Width));
        Failures.Show(shell, Failures.Of(channels));
        Failures.ShowDoubts(shell, channels);
    }

    static string State(ChannelProgress channel) => channel switch
    {
        { HasNoAccount: true } => "waiting",
        { Failure: not null } => "failed",
        { Active: false } => channel.State,
        { Outstanding: > 0 } => "collecting",
        { Working: true } => "waiting",
        _ => "complete",
    };
}
