using Spectre.Console;
using Spectre.Console.Rendering;

namespace Collector.Cli.Display;

/// <summary>Draws the channels of a run: the active ones, as many as fit, and a row of totals.</summary>
static class ProgressTable
{
    const int Narrow = 70;
    const int Wide = 100;

    // Heading, the line of those not shown, totals, one line for the cursor, and three of the log.
    const int Frame = 7;

    public static IRenderable Render(IReadOnlyList<ProgressRow> rows, TimeSpan elapsed, int width, int height)
    {
        var shown = Fitting(rows, Math.Max(1, height - Frame));
        var table = new Table { Border = TableBorder.None, ShowHeaders = true, Expand = false };
        var nameWidth = width < Narrow ? 16 : width < Wide ? 24 : 32;
        var barWidth = width < Narrow ? 8 : width < Wide ? 16 : 24;

        table.AddColumn(Left("Channel").Width(nameWidth));
        table.AddColumn(Left(""));
        table.AddColumn(Right(""));
        if (width >= Wide)
            table.AddColumn(Right("Ids"));
        table.AddColumn(Right("Messages"));
        table.AddColumn(Right(""));
        if (width >= Narrow)
            table.AddColumn(Right("Images"));

        foreach (var row in shown)
            Add(Name(row), row.Channel.Collected, row.Channel.Total, row.Channel.LookPending && row.Channel.Total == 0,
                row.Channel.Messages, row.Done is null ? row.Rate : 0, row.Channel.ImagesStored, row.Channel.Images, Color(row));
        if (rows.Count > shown.Count)
            table.AddRow(new Text($"… {rows.Count - shown.Count} more", new Style(foreground: Spectre.Console.Color.Grey)) { Overflow = Overflow.Ellipsis });
        if (rows.Count > 1)
            Add(new Text(Done(rows, elapsed, width), new Style(decoration: Decoration.Bold)),
                rows.Sum(row => row.Channel.Collected), rows.Sum(row => row.Channel.Total), false,
                rows.Sum(row => row.Channel.Messages), rows.Where(row => row.Done is null).Sum(row => row.Rate),
                rows.Sum(row => row.Channel.ImagesStored), rows.Sum(row => row.Channel.Images), "default");
        return table;

        void Add(IRenderable name, long collected, long total, bool unknown, long messages, double rate, int stored, int images, string color)
        {
            var share = unknown ? 0 : total == 0 ? 1 : (double)collected / total;
            var cells = new List<IRenderable> { name, new Markup(Bar(share, barWidth, color)), new Text(unknown ? "" : Figures.Percent(share)) };
            if (width >= Wide)
                cells.Add(new Text(unknown ? "" : $"{Figures.Number(collected)}/{Figures.Number(total)}"));
            cells.Add(new Text(Figures.Number(messages)));
            cells.Add(new Text(Figures.Rate(rate)));
            if (width >= Narrow)
                cells.Add(new Text(images == 0 ? "" : $"{Figures.Number(stored)}/{Figures.Number(images)}"));
            table.AddRow(cells);
        }
    }

    /// <summary>The rows to show, in their order: those being worked on, then failed ones, then the latest done, then those that wait.</summary>
    public static IReadOnlyList<ProgressRow> Fitting(IReadOnlyList<ProgressRow> rows, int lines)
    {
        if (rows.Count <= lines)
            return rows;

        var chosen = rows
            .OrderBy(row => row switch
            {
                { Done: null, Started: true } when row.Rate > 0 || row.Channel.Outstanding > 0 => 0,
                { Done: not null, Channel.Failure: not null } => 1,
                { Done: not null } => 2,
                { Started: true } => 3,
                _ => 4,
            })
            .ThenByDescending(row => row.Done)
            .Take(lines)
            .ToHashSet();
        return [.. rows.Where(chosen.Contains)];
    }

    static string Done(IReadOnlyList<ProgressRow> rows, TimeSpan elapsed, int width)
    {
        var done = rows.Count(row => row.Done is not null);
        return width < Narrow ? $"{done}/{rows.Count}, {Figures.Clock(elapsed)}" : $"{done} of {rows.Count} done, {Figures.Clock(elapsed)}";
    }

    static string Bar(double share, int width, string color)
    {
        var filled = share >= 1 ? width : (int)(share * width);
        return $"[{color}]{new string('━', filled)}[/][grey]{new string('─', width - filled)}[/]";
    }

    static Text Name(ProgressRow row) => new(Figures.Name(row.Channel.Name)) { Overflow = Overflow.Ellipsis };

    static string Color(ProgressRow row) => row switch
    {
        { Channel.Failure: not null } => "red",
        { Done: not null } => "green",
        _ => "blue",
    };

    static TableColumn Left(string heading) => new TableColumn(new Text(heading, new Style(foreground: Spectre.Console.Color.Grey))).NoWrap().PadLeft(0).PadRight(1);

    static TableColumn Right(string heading) => Left(heading).RightAligned();
}
