using Collector.Telegram.Governing;

namespace Collector.Telegram.Tests;

public sealed class GovernorFairLineTests
{
    [Fact]
    public void ChannelsAreServedInTurn()
    {
        var line = new FairLine();
        var callers = "a1 a2 a3 b1 c1 b2".Split(' ').ToDictionary(caller => line.Add(caller[..1]), caller => caller);
        var served = new List<string>();
        while (line.Take() is { } caller)
            served.Add(callers[caller]);
        Assert.Equal("a1 b1 c1 a2 b2 a3", string.Join(' ', served));
        Assert.Equal(0, line.Count);
        line.Add("a");
        Assert.NotNull(line.Take());
    }
}
