namespace Collector.Collector.Tests;

public sealed class ConcurrencyLimitTests
{
    const long Gigabyte = 1L << 30;

    [Theory]
    [InlineData(1, 1.0, 2)]
    [InlineData(2, 2.0, 4)]
    [InlineData(2, 1.9, 4)]
    [InlineData(4, 4.0, 8)]
    [InlineData(8, 8.0, 12)]
    [InlineData(64, 256.0, 12)]
    [InlineData(64, 1.0, 2)]
    [InlineData(1, 256.0, 2)]
    public void AutoTakesTheScarcerOfCoresAndMemory(int cores, double gigabytes, int expected) =>
        Assert.Equal(expected, ConcurrencyLimit.Auto(cores, (long)(gigabytes * Gigabyte)).Value);

    [Fact]
    public void AutoSaysWhy() => Assert.Equal("auto: 2 cores, 4 GB of memory", ConcurrencyLimit.Auto(2, 4 * Gigabyte).Reason);

    [Fact]
    public void ANumberIsTakenAsItIs() => Assert.Equal(new(7, "set by CONCURRENT_LIMIT"), ConcurrencyLimit.Of(new() { ConcurrentLimit = "7" }));
}
