using System.Text.RegularExpressions;
using Collector.Cli.Display;

namespace Collector.Cli.Tests;

public sealed class ProgressTableTests
{
    [Theory]
    [InlineData(40, 24, "0/200, 1:15")]
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
    public void NothingKnownIsNotWhole()
    {
        var lines = Lines(ProgressTable.Render([.. Enumerable.Range(1, 2).Select(id => new ProgressRow(new() { Id = id, Name = "x", LookPending = true }, 0, null, null))], TimeSpan.Zero, 80, 24), 80);

        Assert.All(lines, line => Assert.DoesNotContain("%", line, StringComparison.Ordinal));
    }

    [Fact]
    public void TheOnesAtWorkAreShownInTheirOrder()
    {
        ProgressRow[] rows = [.. Enumerable.Range(1, 30).Select(id => id is 7 or 23 ? Working(id) : id == 5 ? Failed(id) : Waiting(id))];

        Assert.Equal([5, 7, 23], ProgressTable.Fitting(rows, 3).Select(row => row.Channel.Id));
    }

    [Fact]
    public void AWideScreenSaysHowLongItStillTakes()
    {
        var row = new ProgressRow(new() { Id = 1, Name = "x", Outstanding = 1, Collected = 1000, Open = 1800, Total = 2800, Messages = 500 }, 10, TimeSpan.FromSeconds(1), null);

        // Half of the ids are messages.
        Assert.Contains(" 1:30 ", Lines(ProgressTable.Render([row], TimeSpan.Zero, 120, 24), 120)[1] + " ", StringComparison.Ordinal);
        Assert.Null(ProgressRow.Left([row with { Rate = 0 }]));
    }

    [Theory]
    [InlineData(40, "Channel Messages")]
    [InlineData(60, "Channel Messages Images")]
    [InlineData(80, "Channel Messages Left Images")]
    [InlineData(120, "Channel Ids Messages Left Images")]
    public void LargeNumbersFitEveryScreen(int width, string headings)
    {
        ChannelProgress large = new() { Id = 1, Name = "quite_a_long_handle_of_a_channel", Outstanding = 1, Collected = 11_234_567, Total = 22_345_678, Open = 11_111_111, Messages = 10_123_456, ImagesStored = 123_456, ImagesWanted = 1_111_111 };
        ProgressRow[] rows = [new(large, 12_345, TimeSpan.FromSeconds(9), null), new(large with { Id = 2, Name = "A title of many words that nobody reads" }, 10_000, TimeSpan.FromSeconds(9), null)];

        var lines = Lines(ProgressTable.Render(rows, TimeSpan.FromHours(30), width, 24), width);

        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.Equal(headings, string.Join(' ', lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("10,123,456", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    public void TheEndOfARunFitsTheTerminal(int width)
    {
        ChannelProgress channel = new() { Id = 1, Name = "quite_a_long_handle_of_a_channel", Outstanding = 1, Collected = 1, Total = 1, Messages = 1_123_456, ImagesStored = 123_456, ImagesWanted = 1_111 };

        var lines = Lines(ResultTable.Render([(channel, "collecting")], new("State"), width), width);

        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.Contains(lines, line => Regex.IsMatch(line, @"quite_a.* 1,123,456 .*100 % +collecting"));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void ListsFitTheTerminal(int width)
    {
        var channel = new Scheduler.ChannelRow
        {
            Id = 1,
            Source = "export",
            Address = "/srv/exports/2024/a folder with a long name/result.json#1234567890",
            Handle = "quite_a_long_handle_of_a_channel",
            Title = "A title of many words that nobody reads to its end",
            State = "active",
            Since = DateTimeOffset.UnixEpoch,
            Images = false,
        };

        Assert.All(Lines(ChannelsTable.Render([channel]), width), line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void ANameIsTakenAsItIs()
    {
        var row = Working(1) with { Channel = new() { Id = 1, Name = "[red]Новости[/] 🚀\u001b[2J", Outstanding = 1, Collected = 25, Total = 100, Messages = 1234, ImagesStored = 3, ImagesWanted = 2 } };

        var line = Lines(ProgressTable.Render([row], TimeSpan.Zero, 80, 24), 80)[1];

        Assert.StartsWith("[red]Новости[/] 🚀 [2J", line, StringComparison.Ordinal);
        Assert.Matches("━+──+ +25 % +25/100 +1,234", line);
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
