using Collector.FakeTelegram;
using Collector.FakeTelegram.Trouble;
using Collector.FakeTelegram.Worlds;
using TL;

namespace Collector.Telegram.Tests;

public sealed class FakeTelegramFloodTests
{
    [Theory]
    [InlineData(FloodPolicy.FixedWindow, "OK OK OK OK OK OK 7")]
    [InlineData(FloodPolicy.SlidingWindow, "OK OK OK OK 4 3 2")]
    [InlineData(FloodPolicy.TokenBucket, "OK OK OK OK OK 1 OK")]
    public async Task AWaitIsAsLongAsTheBudgetNeeds(FloodPolicy policy, string expected)
    {
        var (world, time) = (new World(), new ManualTime());
        await using var server = await FakeTelegramServer.StartAsync(world, new() { Time = time });
        await using var client = await FakeClient.SignedInAsync(server, world.AddAccount("1"));
        server.Faults.Limit("updates.getState", calls: 3, TimeSpan.FromSeconds(10), policy);

        var outcomes = new List<string>();
        foreach (var second in new[] { 0, 5, 9, 10, 11, 12, 13 })
        {
            time.Second = second;
            try
            {
                await client.Updates_GetState();
                outcomes.Add("OK");
            }
            catch (RpcException e) when (e.Message == "FLOOD_WAIT_X")
            {
                outcomes.Add($"{e.X}");
            }
        }

        Assert.Equal(expected, string.Join(' ', outcomes));
    }

    sealed class ManualTime : TimeProvider
    {
        readonly DateTimeOffset start = DateTimeOffset.UtcNow;

        public int Second { get; set; }

        public override DateTimeOffset GetUtcNow() => start.AddSeconds(Second);
    }
}
