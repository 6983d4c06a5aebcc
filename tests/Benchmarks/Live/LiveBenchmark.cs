using System.Diagnostics;
using Collector.FakeTelegram.Worlds;
using Collector.Telegram.Tests;
using Collector.Testing;

namespace Collector.Benchmarks.Live;

/// <summary>
/// The built program against the script's ways of reading, each call answered after 100 ms by a Telegram on the same machine, 16 in flight. Collector's time
/// is from its first call to its last row and image; it runs already, as a service does. The script stores nothing. Then four accounts against one, where
/// each may make so many calls only.
/// </summary>
static class LiveBenchmark
{
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(Arguments arguments)
    {
        await using var server = await ServerAsync();
        var report = new Report("live", arguments.Output);
        var scale = arguments.Quick ? 20 : 1;
        report.Heading("what", "script s", "Collector s", "ratio", "calls per 100 messages");
        List<Comparison> comparisons = [];
        await CompareAsync($"one channel, {20_000 / scale:N0} messages, page after page", [20_000 / scale], Content.TextOnly, async (script, channels) => await script.ReadAsync(channels[0], withImages: false));
        await CompareAsync("ten unequal channels with images, batches of four", [.. Sizes(scale)], Content.TextOnly with { Photos = 0.05 }, (script, channels) => script.BatchesAsync(channels));
        await CompareAsync($"{600 / scale:N0} images of 80 KB, one after another", [600 / scale], Content.TextOnly with { Photos = 1 }, OneAfterAnotherAsync);

        report.Line();
        report.Line($"{LimitedReading.Calls} `getHistory` per {LimitedReading.Window.TotalSeconds:F0} s and account, to be found:");
        report.Line();
        report.Heading("accounts", "pages/s", "× one", "of the budget", "flood waits");
        List<LimitedReading> readings = [];
        foreach (var accounts in new[] { 1, 4 })
        {
            var reading = await LimitedReading.MeasureAsync(accounts, arguments.Quick ? TimeSpan.FromSeconds(20) : TimeSpan.FromMinutes(4));
            readings.Add(reading);
            report.Row($"{accounts}", $"{reading.PerSecond:F2}", $"{reading.PerSecond / readings[0].PerSecond:F2}", $"{reading.Used:P1}", $"{reading.Waits}");
        }
        await report.SaveAsync(new { comparisons, readings });

        async Task CompareAsync(string what, int[] sizes, Content content, Func<Script, FakeChat[], Task> run)
        {
            var comparison = await MeasureAsync(what, sizes, content, run);
            comparisons.Add(comparison);
            report.Row(what, $"{comparison.Script:F1}", $"{comparison.Collector:F1}", $"{comparison.Ratio:F1}", $"{comparison.CallsPer100:F2}");
        }
    }

    /// <summary>A limit that has to be found: how much of it is used, and how often Telegram asks to wait.</summary>
    public static async Task BudgetAsync(Arguments arguments)
    {
        await using var server = await ServerAsync();
        var length = arguments.Quick ? TimeSpan.FromSeconds(30) : TimeSpan.FromMinutes(4);
        Console.WriteLine($"Budget of {LimitedReading.Calls} getHistory per {LimitedReading.Window.TotalSeconds} s and account, after the first {length.TotalSeconds / 4:F0} s of {length.TotalSeconds:F0}:");
        foreach (var accounts in arguments.Numbers([1]))
        {
            var reading = await LimitedReading.MeasureAsync(accounts, length);
            Console.WriteLine($"Accounts: {accounts}. {reading.PerSecond:F2} pages/s, {reading.Used:P1} used, {reading.Waits} flood waits ({reading.AllWaits} in all)");
        }
    }

    /// <summary>Starts the program, which has collected a channel already, with everything that is compiled on the way.</summary>
    public static async Task StartAsync(LiveScene scene)
    {
        var first = scene.World.AddChannel("First", 300, "first", Content.TextOnly with { Photos = 0.1 });
        await scene.AddAsync($"@{first.Username}");
        scene.Stack.StartCollector("run");
        await scene.Stack.CompleteAsync();
        await scene.Stack.ExecuteAsync("delete from images; delete from channels");
        scene.Server.Statistics.Clear();
    }

    static async Task<PrivatePostgres> ServerAsync()
    {
        var server = new PrivatePostgres();
        await server.InitializeAsync();
        Environment.SetEnvironmentVariable("TEST_POSTGRES", server.ConnectionString);
        return server;
    }

    // Log-normal, always the same.
    static IEnumerable<int> Sizes(int scale) => new[] { 900, 5_200, 1_700, 400, 11_000, 2_600, 700, 3_300, 1_200, 2_000 }.Select(size => Math.Max(size / scale, 20));

    static async Task OneAfterAnotherAsync(Script script, FakeChat[] channels)
    {
        foreach (var photo in await script.ReadAsync(channels[0], withImages: false))
            await script.DownloadAsync(photo);
    }

    static async Task<Comparison> MeasureAsync(string what, int[] sizes, Content content, Func<Script, FakeChat[], Task> run)
    {
        await using var scene = await LiveScene.NewAsync();
        var account = await scene.LoggedInAsync("4915100000001");
        var channels = sizes.Select((size, index) => scene.World.AddChannel($"Channel {index}", size, $"channel_{index}", content)).ToArray();
        await using var client = await FakeClient.SignedInAsync(scene.Server, scene.World.AddAccount("4915100000002"));
        using var latency = scene.Server.Faults.Delay(Latency);

        using var script = new Script(client);
        var watch = Stopwatch.StartNew();
        await run(script, channels);
        var scripted = watch.Elapsed;

        await StartAsync(scene);
        await scene.AddAsync([.. channels.Select(channel => $"@{channel.Username}")]);
        await Eventually.TrueAsync(() => scene.Stack.ReadAsync<bool>(Done(channels.Sum(channel => channel.Count), script.Images)), Patience);
        var calls = scene.Server.Statistics.Calls.Where(call => call.Account == account.Phone).ToArray();
        var collected = DateTimeOffset.UtcNow - calls.Min(call => call.At);
        var pages = calls.Count(call => call.Method == "messages.getHistory");
        return new(what, scripted.TotalSeconds, collected.TotalSeconds, 100.0 * pages / channels.Sum(channel => channel.Count));
    }

    static string Done(int messages, int images) =>
        $"select (select coalesce(sum(messages), 0) from coverage) = {messages} and (select count(*) from images where state = 'stored') = {images}";

    sealed record Comparison(string What, double Script, double Collector, double CallsPer100)
    {
        public double Ratio => Script / Collector;
    }
}
