using Collector.Cli.Display;
namespace Collector.Cli.Tests;

public sealed class ProgressTableTests
{
    [Theory]
    [InlineData(60, 24, "0/200, 1:15")]
    [InlineData(80, 24, "0 of 200 done, 1:15")]
    [InlineData(120, 50, "0 of 200 done, 1:15")]
    public void ManyChannelsFitOnTheScreen(int width, int height, string totals)
    {
        var lines = Lines(ProgressTable.Render([.. Enumerable.Range(1, 200).Select(Waiting)], TimeSpan.FromSeconds(75), width, height), width);

        Assert.True(lines.Length < height, $"{lines.Length} lines");
        Assert.Contains(lines, line => line.StartsWith("… 18", StringComparison.Ordinal) || line.StartsWith("… 15", StringComparison.Ordinal));
        Assert.StartsWith(totals, lines[^1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void TheOnesAtWorkAreShownInTheirOrder()
    {
        ProgressRow[] rows = [.. Enumerable.Range(1, 30).Select(id => id is 7 or 23 ? Working(id) : id == 5 ? Failed(id) : Waiting(id))];

        Assert.Equal([5, 7, 23], ProgressTable.Fitting(rows, 3).Select(row => row.Channel.Id));
    }

    [Fact]
    public void ANameIsTakenAsItIs()
    {
        var row = Working(1) with { Channel = new() { Id = 1, Name = "[red]Новости[/] 🚀\u001b[2J", Outstanding = 1, Collected = 25, Total = 100, Messages = 1234, ImagesStored = 3, ImagesWanted = 2 } };

        var line = Lines(ProgressTable.Render([row], TimeSpan.Zero, 80, 24), 80)[1];

        Assert.StartsWith("[red]Новости[/] 🚀 [2J", line, StringComparison.Ordinal);
        Assert.Matches("━━━━──────────── +25 % +1,234", line);
        Assert.EndsWith("3/5", line.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void AChannelNotLookedAtYetShowsNoPercentage() =>
        Assert.DoesNotContain("%", Lines(ProgressTable.Render([Waiting(1)], TimeSpan.Zero, 80, 24), 80)[1], StringComparison.Ordinal);

    static string[] Lines(Spectre.Console.Rendering.IRenderable table, int width) => TestShell.Render(table, width).TrimEnd().Split('\n');

    static ProgressRow Waiting(int id) => new(new() { Id = id, Name = $"channel {id}", LookPending = true }, 0, null, null);

    static ProgressRow Working(int id) => new(new() { Id = id, Name = $"channel {id}", Outstanding = 1 }, 10, TimeSpan.FromSeconds(1), null);

    static ProgressRow Failed(int id) => new(new() { Id = id, Name = $"channel {id}", LastError = "x" }, 0, TimeSpan.FromSeconds(1), DateTimeOffset.UnixEpoch);
}
