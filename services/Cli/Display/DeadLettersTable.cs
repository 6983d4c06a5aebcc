using Spectre.Console;
using Spectre.Console.Rendering;

namespace Collector.Cli.Display;

static class DeadLettersTable
{
    public static IRenderable Render(IEnumerable<ListedDeadLetter> letters)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Queue", "Failed at", "Service");
        table.AddColumn(new TableColumn("Attempts").RightAligned().NoWrap());
        table.AddColumns("Id", "Error");
        foreach (var letter in letters)
            table.AddRow(
                new Text(Figures.Name(letter.Queue)),
                new Text(Figures.Name(letter.FailedAt ?? "")),
                new Text(Figures.Name(letter.Service ?? "")),
                new Text($"{letter.Attempts}"),
                new Text(Figures.Name(letter.Id ?? "")),
                new Text(Figures.Name(letter.Error)));
        return table;
    }
}
