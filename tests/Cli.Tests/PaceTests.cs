using Collector.Cli.Display;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Cli.Tests;

public sealed class PaceTests
{
    readonly FakeTimeProvider clock = new();

    [Fact]
    public void TimeRunsFromTheFirstSignOfWorkToTheLast()
    {
        var pace = new Pace(clock);
        pace.Observe([new() { Id = 1, LookPending = true }]);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(pace.Observe([new() { Id = 1, LookPending = true }]).Single().Time);

        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(2), pace.Observe([new() { Id = 1, LookPending = true, Outstanding = 1 }]).Single().Time);

        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(5), pace.Observe([new() { Id = 1, Messages = 50 }]).Single().Time);

        clock.Advance(TimeSpan.FromSeconds(30));
        var done = pace.Observe([new() { Id = 1, Messages = 50 }]).Single();
        Assert.Equal(TimeSpan.FromSeconds(5), done.Time);
        Assert.Equal(10, done.Rate);
    }

    [Fact]
    public void TheRateOfAWorkingChannelIsThatOfTheLastSeconds()
    {
        var pace = new Pace(clock);
        pace.Observe([Working(0)]);
        for (var second = 1; second <= 20; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            pace.Observe([Working(Math.Min(second, 10) * 100)]);
        }

        Assert.Equal(0, pace.Observe([Working(1000)]).Single().Rate);
    }

    static ChannelProgress Working(int messages) => new() { Id = 1, Messages = messages, Outstanding = 1, Open = 1 };
}
