using Spectre.Console;

namespace Collector.Cli.Display;

/// <summary>What went wrong, a line each.</summary>
static class Failures
{
    public static IReadOnlyList<Failure> Of(IEnumerable<ChannelProgress> channels) =>
        [.. from channel in channels where channel.Failure is not null select new Failure(Figures.Name(channel.Name), channel.Failure!)];

    /// <summary>What waits for a person's decision.</summary>
    public static void ShowDoubts(Shell shell, IEnumerable<ChannelProgress> channels)
    {
        foreach (var channel in channels.Where(channel => channel.Doubtful > 0))
            shell.Out.Write(new Text(
                $"{Figures.Name(channel.Name)}: {Figures.Number(channel.Doubtful)} messages are gone from the source, too many to believe at once. "
                + $"If that is right: {Shell.Command} collect {channel.Id} --accept-deletions{Environment.NewLine}",
                new Style(Color.Yellow)));
    }

    public static void Show(Shell shell, IReadOnlyList<Failure> failures)
    {
        if (failures.Count == 0)
            return;

        shell.Out.Write(new Text(failures.Count == 1 ? "1 failed:" : $"{failures.Count} failed:", new Style(Color.Red)));
        shell.Line();
        foreach (var failure in failures)
            shell.Out.Write(new Padder(new Text($"{failure.Name}: {failure.Error}"), new Padding(2, 0, 0, 0)));
        shell.Line();
    }
}
