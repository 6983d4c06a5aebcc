using Collector.FakeTelegram.Trouble;
using Collector.FakeTelegram.Worlds;

namespace Collector.Telegram.Tests;

/// <summary>Several accounts where their rate is the limit: each may read 10 pages in 5 seconds.</summary>
public sealed class LivePoolTests
{
    [Fact]
    public async Task FourAccountsShareTheWorkEvenlyAndReadAllOfIt()
    {
        var alone = await RateAsync(accounts: 1, messages: 5_000);
        var together = await RateAsync(accounts: 4, messages: 40_000);

        TestContext.Current.TestOutputHelper!.WriteLine($"| accounts | pages/s |\n|---|---|\n| 1 | {alone:F2} |\n| 4 | {together:F2} ({together / alone:F2} times one) |");
    }

    /// <returns>Pages per second, from the first to the last.</returns>
    static async Task<double> RateAsync(int accounts, int messages)
    {
        await using var scene = await LiveScene.NewAsync();
        for (var account = 1; account <= accounts; account++)
            await scene.LoggedInAsync($"49170{account}");
        var news = scene.World.AddChannel("News", messages, "news", Content.TextOnly);
        await scene.AddAsync("@news");
        scene.Server.Faults.Limit("messages.getHistory", calls: 10, TimeSpan.FromSeconds(5), FloodPolicy.SlidingWindow);

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        await scene.HoldsAsync(news);
        var pages = scene.Server.Statistics.Calls.Where(call => call is { Method: "messages.getHistory", Outcome: CallRecord.Fine }).ToList();
        var shares = pages.GroupBy(page => page.Account).Select(own => (double)own.Count() / pages.Count).ToList();
        Assert.Equal(accounts, shares.Count);
        Assert.All(shares, share => Assert.InRange(share, 0.7 / accounts, 1.3 / accounts));
        return pages.Count / (pages.Max(page => page.At) - pages.Min(page => page.At)).TotalSeconds;
    }
}
