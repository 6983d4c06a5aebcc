using Collector.Queueing;
using Spectre.Console;

namespace Collector.Cli.Display;

static class DeadLettersTable
{
    public static Table Create()
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Queue", "Failed at", "Service");
        table.AddColumn(new TableColumn("Attempts").RightAligned().NoWrap());
        return table.AddColumns("Id", "Error");
    }

    public static void Add(Table table, DeadLetter letter) => table.AddRow(
        new Text(Figures.Name(letter.Queue)),
        new Text(Figures.Name(letter.Time)),
        new Text(Figures.Name(letter.Service)),
        new Text($"{letter.Attempts}"),
        new Text(Figures.Name(letter.Id)),
        new Text(Figures.Name(letter.Error)));
}
