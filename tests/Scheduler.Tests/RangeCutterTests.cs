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

    static Gap Gap(params (int First, int Last)[] pieces) => new()
    {
        Missing = [.. pieces.OrderByDescending(piece => piece.First).Select(piece => new NpgsqlRange<int>(piece.First, true, piece.Last + 1, false))],
        MissingIds = pieces.Sum(piece => (long)piece.Last - piece.First + 1),
        Density = 1,
    };
}
