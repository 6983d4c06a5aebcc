using Spectre.Console;
using Spectre.Console.Rendering;

namespace Collector.Cli.Display;

/// <summary>A line for each channel: what there is of it, and how that came to be.</summary>
static class ResultTable
{
    const int Narrow = 60;

    // What the other columns of a narrow screen take.
    const int Others = 31;

    /// <param name="last">The last column.</param>
    public static IRenderable Render(IEnumerable<(ChannelProgress Channel, string Last)> lines, TableColumn last, int width)
    {
        var narrow = width < Narrow;
        var nameWidth = Math.Max(8, width - Others);
        var table = new Table { Border = narrow ? TableBorder.None : TableBorder.Simple };
        table.AddColumn(narrow ? new TableColumn("Channel").Width(nameWidth) : new TableColumn("Channel"));
        foreach (var heading in narrow ? ["Messages", "Complete"] : new[] { "Messages", "Images", "Complete" })
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        table.AddColumn(last.NoWrap());
        if (narrow)
            foreach (var column in table.Columns)
                column.PadLeft(0).PadRight(1);
        foreach (var (channel, text) in lines)
        {
            var style = channel.Failure is null ? Style.Plain : new Style(Color.Red);
            var cells = new List<IRenderable> { new Text(narrow ? Figures.Cut(channel.Name, nameWidth) : Figures.Name(channel.Name)), new Text(Figures.Number(channel.Messages)) };
            if (!narrow)
                cells.Add(new Text(channel.Images == 0 ? "0" : Figures.Images(channel.ImagesStored, channel.Images)));
            cells.Add(new Text(channel.Seen || channel.Total > 0 ? Figures.Percent(channel.Share) : "—", style));
            cells.Add(new Text(text, style));
            table.AddRow(cells);
        }

        return table;
    }
}
