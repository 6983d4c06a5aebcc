using Spectre.Console;
using Spectre.Console.Rendering;

namespace Collector.Cli.Display;

/// <summary>Draws the channels of a run: the active ones, as many as fit, and a row of totals.</summary>
static class ProgressTable
{
    const int LeastName = 11;
    const int MostName = 32;
    const int LeastBar = 7;
    const int MostBar = 24;

    // Heading, the line of those not shown, totals, one line for the cursor, and three of the log.
    const int Frame = 7;

    // What changes all the time has a width of its own, or the others would jump. A screen that is too narrow does without the last rank, then the one before.
    static readonly (string Heading, int Least, int Rank, Func<ProgressNumbers, string> Of)[] Columns =
    [
        ("", 6, 0, row => row.Share is { } share ? Figures.Percent(share) : ""),
        ("Ids", 0, 5, row => row.Share is null ? "" : $"{Figures.Number(row.Collected)}/{Figures.Number(row.Total)}"),
        ("Messages", 0, 1, row => Figures.Number(row.Messages)),
        ("", 8, 3, row => Figures.Rate(row.Rate)),
        ("Left", 7, 4, row => row.Left is { } time ? ClockTime.Of(time) : ""),
        ("Images", 0, 2, row => row.Images == 0 ? "" : $"{Figures.Number(row.ImagesStored)}/{Figures.Number(row.Images)}"),
    ];

    public static IRenderable Render(IReadOnlyList<ProgressRow> rows, TimeSpan elapsed, int width, int height)
    {
        var shown = Fitting(rows, Math.Max(1, height - Frame));
        var all = ProgressNumbers.Of([.. rows]);
        List<ProgressNumbers> numbers = [.. shown.Select(row => ProgressNumbers.Of(row)), all];
        var columns = Columns.Select(column => (column.Heading, column.Rank, column.Of, Width: numbers.Select(column.Of).Append(column.Heading).Max(text => Math.Max(text.Length, column.Least)))).ToList();
        while (columns.Count > 1 && Rest() < LeastName + LeastBar)
            columns.Remove(columns.MaxBy(column => column.Rank));
        var done = rows.Count(row => row.Done is not null);
        var totals = $"{done} of {rows.Count} done, {ClockTime.Of(elapsed)}";
        var names = shown.Select(row => Figures.Name(row.Channel.Name)).Append(totals).Max(name => name.Length);
        var nameWidth = Math.Clamp(names, LeastName, Math.Clamp(Rest() - LeastBar, LeastName, MostName));
        var barWidth = Math.Clamp(Rest() - nameWidth, LeastBar, MostBar);

        var table = new Table { Border = TableBorder.None, ShowHeaders = true, Expand = false };
        table.AddColumn(Column("Channel").Width(nameWidth));
        table.AddColumn(Column("").Width(barWidth));
        foreach (var column in columns)
            table.AddColumn(Column(column.Heading).Width(column.Width).RightAligned());
        foreach (var (row, own) in shown.Zip(numbers))
            Add(new Text(Figures.Cut(row.Channel.Name, nameWidth)), own, Color(row));
        if (rows.Count > shown.Count)
            table.AddRow(new Text($"… {rows.Count - shown.Count} more", new Style(foreground: Spectre.Console.Color.Grey)) { Overflow = Overflow.Ellipsis });
        if (rows.Count > 1)
            Add(new Text(totals.Length <= nameWidth ? totals : Figures.Cut($"{done}/{rows.Count}, {ClockTime.Of(elapsed)}", nameWidth), new Style(decoration: Decoration.Bold)), all, "default");
        return table;

        // Every column has a space after it; and the terminal's ^C must not break the last line.
        int Rest() => width - 4 - columns.Sum(column => column.Width + 1);

        void Add(IRenderable name, ProgressNumbers row, string color)
        {
            List<IRenderable> cells = [name, new Markup(Bar(row.Share ?? 0, barWidth, color)), .. columns.Select(column => new Text(column.Of(row)))];
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

    static string Bar(double share, int width, string color)
    {
        var filled = share >= 1 ? width : (int)(share * width);
        return $"[{color}]{new string('━', filled)}[/][grey]{new string('─', width - filled)}[/]";
    }

    static string Color(ProgressRow row) => row switch
    {
        { Channel.Failure: not null } => "red",
        { Done: not null } => "green",
        _ => "blue",
    };

    static TableColumn Column(string heading) => new TableColumn(new Text(heading, new Style(foreground: Spectre.Console.Color.Grey))).NoWrap().PadLeft(0).PadRight(1);
}
