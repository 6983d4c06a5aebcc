using Collector.Cli.Running;
using Collector.Database;
using Collector.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace Collector.Cli.Display;

/// <summary>The end of a run: what was collected, what failed, where the data is.</summary>
static class Summary
{
    public static void Show(Shell shell, EmbeddedHost embedded, IReadOnlyList<ProgressRow> rows, IReadOnlyList<Failure> failures, TimeSpan elapsed)
    {
        if (rows.Count > 0)
        {
            shell.Out.Write(ResultTable.Render(rows.Select(row => (row.Channel, Figures.Time(row.Time))), new TableColumn("Time").RightAligned(), shell.Out.Profile.Width));
            shell.Line(Closing(rows, elapsed));
            shell.Line();
        }

        Failures.Show(shell, failures);
        Failures.ShowDoubts(shell, rows.Select(row => row.Channel));
        DataPlace.Show(
            shell,
            embedded.Get<ImageStore>().Folder,
            embedded.Get<IConfiguration>()["COLLECTOR_PSQL"],
            embedded.Get<IOptions<DatabaseOptions>>().Value.ConnectionString!);
    }

    public static string Closing(IReadOnlyList<ProgressRow> rows, TimeSpan elapsed) =>
        $"{Figures.Count(rows.Sum(row => (long)row.Channel.Messages), "message", "messages")} and {Figures.Count(rows.Sum(row => (long)row.Channel.ImagesStored), "image", "images")} "
        + $"of {Figures.Count(rows.Count, "channel", "channels")} in {Figures.Time(elapsed)}";
}
