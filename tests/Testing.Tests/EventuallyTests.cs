namespace Collector.Testing.Tests;

public sealed class EventuallyTests
{
    [Fact]
    public async Task NamesTheLastValueAndTheCondition()
    {
        var count = 0;

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.EqualAsync(-1, () => Task.FromResult(++count), TimeSpan.Zero));

        Assert.Contains($"Still {count}, not -1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("++count", failure.Message, StringComparison.Ordinal);
    }
}
