using Collector.Telegram.Governing;
using TL;

namespace Collector.Telegram.Tests;

public sealed class GovernorFloodWaitsTests
{
    [Theory]
    [InlineData(420, "FLOOD_WAIT_X", 13)]
    [InlineData(420, "FLOOD_PREMIUM_WAIT_X", 3)]
    public async Task FloodWaitsAreToldWithTheirTime(int code, string message, int seconds)
    {
        var flood = await Assert.ThrowsAsync<FloodWaitException>(() => FloodWaits.TellAsync(() => Task.FromException<int>(new RpcException(code, message, seconds))));
        Assert.Equal(seconds, flood.Wait.TotalSeconds);
    }

    [Theory]
    [InlineData(420, "TAKEOUT_INIT_DELAY_X")]
    [InlineData(400, "CHANNEL_PRIVATE")]
    public Task OtherRefusalsPassAsTheyAre(int code, string message) =>
        Assert.ThrowsAsync<RpcException>(() => FloodWaits.TellAsync(() => Task.FromException<int>(new RpcException(code, message))));
}
