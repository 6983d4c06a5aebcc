using Collector.Telegram.Governing;

namespace Collector.Telegram.Tests;

public sealed class GovernorFairLineTests
{
    [Fact]
    public void ChannelsAreServedInTurn()
    {
        var line = new FairLine();
        var callers = "a1 a2 a3 b1 c1 b2".Split(' ').ToDictionary(caller => line.Add(new(caller[..1], 0)), caller => caller);
        var served = new List<string>();
        while (line.Take(_ => true) is var (caller, _))
            served.Add(callers[caller]);
        Assert.Equal("a1 b1 c1 a2 b2 a3", string.Join(' ', served));
        Assert.Equal(0, line.Waiting[0]);
        line.Add(new("a", 0));
        Assert.NotNull(line.Take(_ => true));
    }

    [Fact]
    public void WhoWaitsForABusyDataCenterKeepsNobodyElseWaiting()
    {
        var line = new FairLine();
        var busy = line.Add(new("a", 2));
        var free = line.Add(new("b", 4));

        Assert.Equal((free, 4), line.Take(dataCenter => dataCenter == 4));
        Assert.Null(line.Take(dataCenter => dataCenter == 4));
        Assert.Equal((busy, 2), line.Take(_ => true));
    }
}
