using ScottPlot;

namespace Collector.Benchmarks.Comparing;

/// <summary>A group of bars for each scenario, one for each competitor, by seconds on a logarithmic scale.</summary>
static class ComparisonChart
{
    const int Width = 1_400;
    const int Height = 560;
    const double Lowest = 0.1;
    const int Scripts = 3;

    static readonly string[] Grey = ["#d0d0d0", "#a8a8a8", "#7c7c7c"];
    static readonly string[] Blue = ["#2e9e6b", "#9cc9f0", "#4f9be0", "#1f5fa8"];

    public static void Save(IReadOnlyList<Outcome> outcomes, string path)
    {
        // Machines without fonts draw no letters at all.
        Fonts.AddFontFile(Fonts.Default = "Inter", Path.Combine(AppContext.BaseDirectory, "fonts", "inter-latin-400-normal.woff"));
        using var plot = new Plot();
        var scenarios = outcomes.Select(outcome => outcome.Scenario).Distinct().ToList();
        var competitors = outcomes.Select(outcome => outcome.Competitor).Distinct().ToList();
        foreach (var (index, competitor) in competitors.Index())
        {
            var own = outcomes.Where(outcome => outcome.Competitor == competitor);
            var bars = plot.Add.Bars(own.Select(outcome => Bar(outcome, (scenarios.IndexOf(outcome.Scenario) * (competitors.Count + 1.5)) + index)).ToArray());
            bars.LegendText = competitor;
            bars.Color = Color.FromHex(index < Scripts ? Grey[index] : Blue[index - Scripts]);
        }

        plot.Title("Time until every message and every image is stored (logarithmic)");
        plot.XLabel("channels");
        // The font has one weight.
        plot.Axes.Title.Label.Bold = plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Bottom.SetTicks([.. scenarios.Select((_, index) => (index * (competitors.Count + 1.5)) + ((competitors.Count - 1) / 2.0))], [.. scenarios]);
        double[] seconds = [0.1, 1, 10, 60, 600, 3_600];
        plot.Axes.Left.SetTicks([.. seconds.Select(Position)], ["0.1 s", "1 s", "10 s", "1 min", "10 min", "1 h"]);
        plot.Axes.SetLimitsY(0, Position(1.6 * outcomes.Max(outcome => outcome.Seconds)));
        plot.HideGrid();
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(path, Width, Height);
    }

    static Bar Bar(Outcome outcome, double position) => new()
    {
        Position = position,
        Value = Position(outcome.Seconds),
        LineWidth = 0,
        Label = outcome.Seconds < 10 ? $"{outcome.Seconds:F1}" : $"{outcome.Seconds:F0}",
    };

    static double Position(double seconds) => Math.Log10(Math.Max(seconds, Lowest) / Lowest);
}
