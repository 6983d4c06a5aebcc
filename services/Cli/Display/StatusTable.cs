using Spectre.Console;
using Spectre.Console.Rendering;

namespace Collector.Cli.Display;

static class StatusTable
{
    public static IRenderable Render(IReadOnlyList<ChannelProgress> channels)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("Channel");
        foreach (var heading in new[] { "Messages", "Images", "Complete" })
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("State").NoWrap());
        foreach (var channel in channels)
            table.AddRow(
                new Text(Figures.Name(channel.Name)),
                new Text(Figures.Number(channel.Messages)),
                new Text(channel.Images == 0 ? "0" : Figures.Images(channel.ImagesStored, channel.Images)),
                new Text(Figures.Percent(channel.Share)),
                new Text(State(channel), channel.Failure is null ? Style.Plain : new Style(Color.Red)));
        return table;
    }

    static string State(ChannelProgress channel) => channel switch
    {
        { Failure: not null } => "failed",
        { Active: false } => channel.State,
        { Outstanding: > 0 } => "collecting",
        { Working: true } => "waiting",
        _ => "complete",
    };
}
