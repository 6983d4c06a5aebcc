using Collector.Scheduler;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Collector.Cli.Display;

static class ChannelsTable
{
    public static IRenderable Render(IReadOnlyList<ChannelRow> channels)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Id", "Channel", "Title", "Kind", "State", "Every", "Filter", "Address");
        foreach (var channel in channels)
            table.AddRow(
                new Text($"{channel.Id}"),
                new Text(Figures.Name(channel.Name)),
                new Text(Figures.Name(channel.Title)),
                new Text(channel.Kind ?? ""),
                new Text(channel.State),
                new Text(Interval.Text(channel.Every)),
                new Text(FilterWords.Of(channel.ToFilter())),
                new Text(Figures.Name(channel.Address)));
        return table;
    }
}
