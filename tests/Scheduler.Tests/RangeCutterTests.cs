using NpgsqlTypes;

namespace Collector.Scheduler.Tests;

public sealed class RangeCutterTests
{
    [Fact]
    public void ASmallGapIsOneRange() => Assert.Equal([new(1, 300)], RangeCutter.Cut(Gap((1, 300)), most: 10, concurrency: 4));

    [Fact]
    public void ABigGapIsCutNewestFirst() =>
        Assert.Equal([new(90_001, 100_000), new(80_001, 90_000)], RangeCutter.Cut(Gap((1, 100_000)), most: 2, concurrency: 1));

    [Fact]
    public void OneChannelFeedsTheWholeConcurrency() => Assert.Equal(12, RangeCutter.Cut(Gap((1, 12_000)), most: 100, concurrency: 4).Count);

    [Fact]
    public void ARangeIsNeverSmallerThanItsMessageIsWorth() => Assert.Equal(500, RangeCutter.Cut(Gap((1, 12_000)), most: 100, concurrency: 100)[0].Length);

    [Fact]
    public void WhereIdsAreSparseARangeIsLarger() =>
        Assert.Equal(5_000, RangeCutter.Cut(Gap((1, 100_000)) with { Density = 0.1 }, most: 1, concurrency: 100)[0].Length);

    [Fact]
    public void GapsCloserThanAPageAreJoined() => Assert.Equal([new(1, 200)], RangeCutter.Cut(Gap((1, 50), (100, 200)), most: 10, concurrency: 1));

    [Fact]
    public void GapsFartherApartStaySeparate() =>
        Assert.Equal([new(400, 500), new(1, 50)], RangeCutter.Cut(Gap((1, 50), (400, 500)), most: 10, concurrency: 1));

    [Fact]
    public void AJoinedGapNeverReachesOverARangeInFlight() =>
        Assert.Equal(
            [new(100, 200), new(1, 50)],
            RangeCutter.Cut(Gap((1, 50), (100, 200)) with { Taken = [new(51, true, 100, false)] }, most: 10, concurrency: 1));

    [Fact]
    public void TheHighestIdsDoNotOverflow() =>
        Assert.Equal(int.MaxValue - 1, RangeCutter.Cut(Gap((1, int.MaxValue - 1)) with { Density = 0.000_001 }, most: 3, concurrency: 1)[0].Last);

    [Theory]
    [InlineData(20_000, 16)]
    [InlineData(20_001, 16)]
    [InlineData(33_333, 16)]
    [InlineData(100_000, 16)]
    [InlineData(1_000_000, 64)]
    public void TelegramIsAskedAtMostOnceAndATwentiethForAHundredMessagesWhileEverySlotIsBusy(int top, int slots)
    {
        var ranges = RangeCutter.Cut(Gap((1, top)) with { ByAccount = true }, most: 1000, slots);

        Assert.Equal(top, ranges.Sum(range => range.Length));
        Assert.InRange(ranges.Count, slots, 1000);
        Assert.InRange(Calls(ranges) / (top / 100.0), 1, 1.05);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.7)]
    public void ItIsSoToTheLastRangeWhenAChannelSharesTheSlotsWithOthersAndLacksIds(double density)
    {
        var random = new Random(1);
        var ids = Enumerable.Range(1, (int)(21_000 / density)).Where(_ => random.NextDouble() < density).ToList();
        var taken = new List<IdSpan>();
        for (var rest = ids[^1]; rest > 0; rest = taken[^1].First - 1)
            taken.AddRange(RangeCutter.Cut(Gap((1, rest)) with { ByAccount = true, Density = density }, most: 3, concurrency: 16));

        var calls = taken.Sum(range => (ids.Count(id => id >= range.First && id <= range.Last) + 99) / 100);
        Assert.Equal(ids[^1], taken.Sum(range => range.Length));
        Assert.InRange(calls / (ids.Count / 100.0), 1, 1.05);
    }

    [Theory]
    [InlineData(3_300)]
    [InlineData(10_000)]
    [InlineData(30_000)]
    public void RangesEndWhereAPageEndsAlsoWhenIdsAreMissing(int messages)
    {
        // As many as channels lack: every twelfth.
        var top = messages * 12 / 11;
        var ranges = RangeCutter.Cut(Gap((1, top)) with { ByAccount = true, Density = 11 / 12.0 }, most: 1000, concurrency: 16);

        var calls = ranges.Sum(range => (range.Last * 11 / 12 - ((range.First - 1) * 11 / 12) + 99) / 100);
        Assert.Equal(top, ranges.Sum(range => range.Length));
        Assert.InRange(calls / (messages / 100.0), 1, 1.035);
    }

    [Fact]
    public void TelegramsRangesAreNeverLongerThanTheirTime() =>
        Assert.All(RangeCutter.Cut(Gap((1, 195_000)) with { ByAccount = true }, most: 100, concurrency: 1), range => Assert.InRange(range.Length, 1_000, 10_000));

    static int Calls(IEnumerable<IdSpan> ranges) => ranges.Sum(range => (range.Length + 99) / 100);

    static Gap Gap(params (int First, int Last)[] pieces) => new()
    {
        Missing = [.. pieces.OrderByDescending(piece => piece.First).Select(piece => new NpgsqlRange<int>(piece.First, true, piece.Last + 1, false))],
        MissingIds = pieces.Sum(piece => (long)piece.Last - piece.First + 1),
        Density = 1,
    };
}
