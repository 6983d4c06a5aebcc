using Collector.FakeTelegram.Trouble;
using Collector.FakeTelegram.Worlds;
using Collector.Telegram.Tests;
using Collector.Testing;

namespace Collector.Benchmarks.Live;

/// <summary>What the built program read of one channel while each of its accounts could make so many calls only, which nobody told it.</summary>
/// <param name="PerSecond">Pages of all accounts, after the first quarter of the time.</param>
/// <param name="Waits">Calls that were told to wait after that.</param>
/// <param name="AllWaits">Calls that were told to wait at all.</param>
sealed record LimitedReading(int Accounts, double PerSecond, int Waits, int AllWaits)
{
    public const int Calls = 20;

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>The part of the budget of all accounts.</summary>
    public double Used => PerSecond / (Accounts * Calls / Window.TotalSeconds);

    public static async Task<LimitedReading> MeasureAsync(int accounts, TimeSpan length)
    {
        await using var scene = await LiveScene.NewAsync();
        for (var account = 1; account <= accounts; account++)
            await scene.LoggedInAsync($"491510000000{account}");
        var channel = scene.World.AddChannel("Channel", 1_000_000, "channel_0", Content.TextOnly);
        using var latency = scene.Server.Faults.Delay(LiveBenchmark.Latency);
        using var limit = scene.Server.Faults.Limit("messages.getHistory", Calls, Window, FloodPolicy.SlidingWindow);

        await LiveBenchmark.StartAsync(scene);
        await scene.AddAsync($"@{channel.Username}");
        await Eventually.TrueAsync(() => scene.Server.Statistics.Count("messages.getHistory") > 0, LiveBenchmark.Patience);
        var settled = DateTimeOffset.UtcNow + (length / 4);
        await Task.Delay(length);
        var seconds = (DateTimeOffset.UtcNow - settled).TotalSeconds;
        var pages = scene.Server.Statistics.Calls.Count(call => call.Method == "messages.getHistory" && call.Outcome == CallRecord.Fine && call.At > settled);
        var waits = scene.Server.Statistics.FloodWaits.ToArray();
        return new(accounts, pages / seconds, waits.Count(wait => wait.At > settled), waits.Length);
    }
}
