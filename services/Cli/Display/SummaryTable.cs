using Spectre.Console;
using Spectre.Console.Rendering;

namespace Collector.Cli.Display;

/// <summary>What a run ended with.</summary>
static class SummaryTable
{
    public static IRenderable Render(IReadOnlyList<ProgressRow> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("Channel"));
        foreach (var heading in new[] { "Messages", "Images", "Complete", "Time" })
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        foreach (var row in rows)
            table.AddRow(
                new Text(Figures.Name(row.Channel.Name)),
                new Text(Figures.Number(row.Channel.Messages)),
                new Text(row.Channel.Images == 0 ? "0" : Figures.Images(row.Channel.ImagesStored, row.Channel.Images)),
                new Text(Figures.Percent(row.Channel.Share), row.Channel.Failure is null ? Style.Plain : new Style(Color.Red)),
                new Text(Figures.Time(row.Time)));
        return table;
    }
}
