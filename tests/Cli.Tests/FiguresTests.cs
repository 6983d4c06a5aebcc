using Collector.Cli.Display;
namespace Collector.Cli.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.084, "8.4 %")]
    [InlineData(0.99999, "99.9 %")]
    [InlineData(1, "100 %")]
    public void AHundredPercentIsSaidOnlyOfTheWhole(double share, string expected) => Assert.Equal(expected, Figures.Percent(share));

    [Theory]
    [InlineData(0.42, "0.4 s")]
    [InlineData(59, "59 s")]
    [InlineData(61, "1:01")]
    [InlineData(3725, "1:02:05")]
    public void TimesReadAsPeopleSayThem(double seconds, string expected) => Assert.Equal(expected, Figures.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("two\nlines\u001b[31m", "two lines [31m")]
    [InlineData("\u202eevil\u202c Новости 🚀 [b]x[/]", "evil Новости 🚀 [b]x[/]")]
    public void NamesStayOnOneLineAndMoveNothing(string name, string expected) => Assert.Equal(expected, Figures.Name(name));

    [Theory]
    [InlineData("30m", 30)]
    [InlineData("2h", 120)]
    [InlineData("1d", 1440)]
    [InlineData("never", 0)]
    public void IntervalsReadAsTheyAreWritten(string text, int minutes)
    {
        Assert.True(Interval.TryParse(text, out var interval));
        Assert.Equal(TimeSpan.FromMinutes(minutes), interval);
        Assert.Equal(text, Interval.Text(interval));
    }

    [Theory]
    [InlineData("Host=db;Port=5433;Username=ann;Password=se cret;Database=my data", "psql -h db -p 5433 -U ann 'my data'")]
    [InlineData("Host=/run/pg;Username=collector;Database=collector", "psql -h /run/pg -U collector collector")]
    public void ThePsqlCommandLeavesThePasswordOut(string connection, string expected) => Assert.Equal(expected, DataPlace.Psql(connection));
}
