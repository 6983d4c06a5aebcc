using System.Text.Json;
using Collector.Telegram.Governing;

namespace Collector.Telegram.Tests;

public sealed class GovernorLearnerTests
{
    const int Runs = 20;

    static readonly DateTimeOffset Noon = DateTimeOffset.UnixEpoch.AddDays(20_000).AddHours(12);

    static ITestOutputHelper Output => TestContext.Current.TestOutputHelper!;

    // A fixed window of a minute may end its first two waits in the second minute; in a window of one second a fifth is lost to calls that overtake each other.
    [Theory]
    [InlineData("fixed", 20, 10, 0.95, 0)]
    [InlineData("sliding", 20, 10, 0.95, 0)]
    [InlineData("bucket", 20, 10, 0.95, 0)]
    [InlineData("fixed", 30, 30, 0.97, 0.2)]
    [InlineData("sliding", 30, 30, 0.95, 0)]
    [InlineData("bucket", 30, 30, 0.94, 0)]
    [InlineData("fixed", 300, 30, 0.94, 0.2)]
    [InlineData("sliding", 300, 30, 0.95, 0)]
    [InlineData("bucket", 300, 30, 0.97, 0.2)]
    [InlineData("fixed", 100, 60, 0.85, 1)]
    [InlineData("sliding", 100, 60, 0.98, 0)]
    [InlineData("bucket", 100, 60, 0.95, 0)]
    [InlineData("fixed", 100, 10, 0.93, 0)]
    [InlineData("sliding", 100, 10, 0.93, 0)]
    [InlineData("bucket", 100, 10, 0.93, 0)]
    [InlineData("fixed", 5, 1, 0.7, 1)]
    [InlineData("sliding", 5, 1, 0.65, 0)]
    [InlineData("bucket", 5, 1, 0.85, 0)]
    public void AfterTheFirstMinuteTheBudgetIsUsedWithoutAFloodWait(string policy, int calls, double window, double least, double floods)
    {
        var runs = Enumerable.Range(0, Runs).AsParallel().Select(seed => Run(policy, calls, window, seed, 600)).ToList();
        var used = runs.ConvertAll(run => run.Admitted(60, 600) / (540 * calls / window));
        var waits = runs.ConvertAll(run => run.FloodsIn(60, 600));
        Output.WriteLine($"{policy} {calls}/{window} s: used {used.Average():0.000} ({used.Min():0.000} to {used.Max():0.000}), floods after the first minute {waits.Average():0.00}, within {runs.Average(run => run.FloodsIn(0, 60)):0.0}");
        Assert.All(used, share => Assert.InRange(share, least, 1.05));
        Assert.InRange(waits.Average(), 0, floods);
    }

    [Theory]
    [InlineData("fixed", 20, 10)]
    [InlineData("sliding", 20, 10)]
    [InlineData("bucket", 20, 10)]
    [InlineData("fixed", 30, 30)]
    [InlineData("sliding", 30, 30)]
    [InlineData("bucket", 30, 30)]
    public void CallsBeforeTheRushDoNotMakeTheLimitLookLower(string policy, int calls, double window)
    {
        var used = Enumerable.Range(0, Runs).AsParallel().Select(seed =>
        {
            var random = new Random(seed);
            var run = New(policy, calls, window, seed, [.. Enumerable.Range(0, 5).Select(_ => random.NextDouble() * window)]);
            run.Run(600);
            return run.Admitted(60, 600) / (540 * calls / window);
        }).ToList();
        Output.WriteLine($"{policy} {calls}/{window} s: used {used.Average():0.000} ({used.Min():0.000} to {used.Max():0.000})");
        Assert.InRange(used.Average(), 0.9, 1.02);
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("sliding")]
    [InlineData("bucket")]
    public void NorDoCallsOfAnotherKindJustBefore(string policy)
    {
        var used = Enumerable.Range(0, Runs).AsParallel().Select(seed =>
        {
            var run = New(policy, 100, 10, seed, [.. Enumerable.Range(1, 24).Select(call => call / 24.0)]);
            run.Run(600);
            return run.Admitted(60, 600) / 5400.0;
        }).ToList();
        Output.WriteLine($"{policy}: used {used.Average():0.000} ({used.Min():0.000} to {used.Max():0.000})");
        Assert.InRange(used.Average(), 0.95, 1.02);
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("sliding")]
    [InlineData("bucket")]
    public void ALimitThatIsLoweredIsFollowedAtOnce(string policy)
    {
        var run = Run(policy, 20, 10, 1, 600);
        run.Limit = GovernorLimit.Of(policy, 10, 10);
        run.Run(1800);
        Output.WriteLine($"{policy}: {run.Learned.Rate:0.000} calls/s after {string.Join(", ", run.Floods.Where(at => at > 600).Select(at => $"{at - 600:0}"))} s");
        Assert.InRange(run.FloodsIn(600, 780), 1, 15);
        Assert.InRange(run.FloodsIn(780, 1200), 0, 3);
        Assert.InRange(run.Admitted(780, 1800) / 1020.0, 0.85, 1.02);
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("sliding")]
    [InlineData("bucket")]
    public void ALimitThatIsRaisedIsFoundWithinTheHour(string policy)
    {
        var run = Run(policy, 20, 10, 1, 3 * 3600);
        run.Limit = GovernorLimit.Of(policy, 40, 10);
        run.Run(4 * 3600);
        Output.WriteLine($"{policy}: {run.Learned.Rate:0.000} calls/s, floods in the hour {run.FloodsIn(3 * 3600, 4 * 3600)}");
        Assert.InRange(run.Learned.Rate!.Value, 3.4, 4.1);
    }

    [Fact]
    public void ProbesAreRare()
    {
        foreach (var policy in (string[])["fixed", "sliding", "bucket"])
        {
            var run = Run(policy, 20, 10, 2, 5 * 3600);
            Output.WriteLine($"{policy}: {run.FloodsIn(3600, 5 * 3600) / 4.0} floods per hour, used {run.Admitted(3600, 5 * 3600) / 28_800.0:0.000}");
            Assert.InRange(run.FloodsIn(3600, 5 * 3600), 0, 40);
            Assert.InRange(run.Admitted(3600, 5 * 3600) / 28_800.0, 0.95, 1.01);
        }
    }

    [Fact]
    public void WhatNobodyAsksForIsNoReasonToGrow()
    {
        var run = Run("sliding", 20, 10, 3, 300);
        var learned = run.Learned.Rate;
        run.Limit = GovernorLimit.Of("sliding", 1000, 10);
        run.Want(perSecond: 1.2);
        run.Run(4 * 3600);
        Assert.Equal(learned, run.Learned.Rate);
    }

    [Fact]
    public void WithoutAFloodNothingIsSlowed()
    {
        var run = new GovernorSimulation(4) { Limit = GovernorLimit.Of("bucket", 1_000_000, 1) };
        run.Run(600);
        Assert.Null(run.Learned.Rate);
        Assert.InRange(run.Admitted(0, 600), 600 * 50, 600 * 70);
    }

    [Fact]
    public void LongWaitsWithNothingBetweenThemSlowNothing()
    {
        var learned = new Learned();
        var now = Noon;
        for (var flood = 0; flood < 5; flood++, now += TimeSpan.FromHours(1.01))
        {
            learned = Learner.Refused(Learner.Look(learned, now), now, now, TimeSpan.FromHours(1));
            Assert.Equal(now + TimeSpan.FromHours(1), learned.BlockedUntil);
        }

        Assert.Equal(5, learned.Floods);
        Assert.Null(learned.Rate);
    }

    [Fact]
    public void WhateverTelegramDoesCallsGoOn()
    {
        var random = new Random(6);
        for (var run = 0; run < 30; run++)
        {
            var simulation = new GovernorSimulation(run) { Limit = AnyLimit() };
            for (var hour = 1; hour <= 3; hour++, simulation.Limit = AnyLimit())
            {
                simulation.Run(hour * 3600);
                Assert.False(simulation.Learned.Rate < Learned.Slowest || double.IsNaN(simulation.Learned.Rate ?? 1));
            }
        }

        GovernorLimit AnyLimit() => GovernorLimit.Of(((string[])["fixed", "sliding", "bucket"])[random.Next(3)], random.Next(1, 200), random.Next(1, 200));
    }

    [Fact]
    public void CallsThatWereUnderWayAreNoSecondFlood()
    {
        var learned = new Learned();
        for (var call = 0; call < 16; call++)
            learned = Learner.Refused(learned, Noon.AddMilliseconds(call * 10), Noon.AddMilliseconds(400 + call * 30), TimeSpan.FromSeconds(7));
        Assert.Equal(1, learned.Floods);
        Assert.Equal(Noon.AddMilliseconds(400 + 15 * 30 + 7000), learned.BlockedUntil);
        learned = Learner.Refused(Learner.Look(learned, Noon.AddSeconds(8)), Noon.AddSeconds(8), Noon.AddSeconds(9), TimeSpan.FromSeconds(7));
        Assert.Equal(2, learned.Floods);
    }

    [Fact]
    public void WhatWasLearnedCanBeStored()
    {
        var run = Run("fixed", 20, 10, 5, 300);
        var stored = JsonSerializer.Deserialize<Learned>(JsonSerializer.Serialize(run.Learned))!;
        Assert.Equal(run.Learned, stored with { Rate = run.Learned.Rate, BlockedUntil = run.Learned.BlockedUntil, Answered = run.Learned.Answered, Floods = run.Learned.Floods });
        Assert.NotEqual(new Learned().Cycle, stored.Cycle);
    }

    static GovernorSimulation Run(string policy, int calls, double window, int seed, double until)
    {
        var run = New(policy, calls, window, seed, []);
        run.Run(until);
        return run;
    }

    static GovernorSimulation New(string policy, int calls, double window, int seed, double[] prelude) => new(seed)
    {
        Limit = GovernorLimit.Of(policy, calls, window, phase: new Random(seed + 1000).NextDouble() * window),
        Prelude = prelude,
    };
}
