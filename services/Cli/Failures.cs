using Spectre.Console;

namespace Collector.Cli;

/// <summary>What went wrong, a line each.</summary>
static class Failures
{
    public static IReadOnlyList<Failure> Of(IEnumerable<ChannelProgress> channels) =>
        [.. from channel in channels where channel.Failure is not null select new Failure(Figures.Name(channel.Name), channel.Failure!)];

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
