using Collector.EndToEnd.Tests;
using Collector.FakeTelegram.Trouble;
using Collector.FakeTelegram.Worlds;

namespace Collector.Telegram.Tests;

/// <summary>The built program that reads inside an export session.</summary>
public sealed class LiveTakeoutTests
{
    static readonly string[] Reads = ["messages.getHistory", "channels.getMessages", "upload.getFile"];

    [Fact]
    public async Task EverythingIsReadInsideOneSessionThatIsFinishedAtTheEnd()
    {
        await using var scene = await SceneAsync();
        var news = scene.World.AddChannel("News", 800, "news");
        await scene.AddAsync("@news");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        await scene.HoldsAsync(news);
        Assert.All(ReadsOf(scene), call => Assert.True(call.InTakeout, call.ToString()));
        Assert.Contains(ReadsOf(scene), call => call.Method == "upload.getFile");
        Assert.Equal((1, 1), Sessions(scene));
        Assert.Equal(0, await scene.Stack.ReadAsync<int>("select count(takeout_id) from accounts"));
    }

    [Fact]
    public async Task ARestartGoesOnInsideTheSameSession()
    {
        await using var scene = await SceneAsync();
        var news = scene.World.AddChannel("News", 3_000, "news", Content.TextOnly);
        await scene.AddAsync("@news");
        using (scene.Server.Faults.Delay(TimeSpan.FromMilliseconds(500), "messages.getHistory"))
        {
            var first = scene.Stack.StartCollector("run", "--once");
            await scene.Stack.SomethingIsStoredAsync();
            await first.StopAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((1, 0), Sessions(scene));
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        await scene.HoldsAsync(news);
        Assert.All(ReadsOf(scene), call => Assert.True(call.InTakeout, call.ToString()));
        Assert.Equal((1, 1), Sessions(scene));
    }

    [Fact]
    public async Task WhereTelegramBeginsNoneYetItReadsWithoutAndSaysSoOnce()
    {
        await using var scene = await SceneAsync();
        var news = scene.World.AddChannel("News", 800, "news");
        await scene.AddAsync("@news");
        scene.Server.Faults.TakeoutDelay = TimeSpan.FromHours(24);

        var run = await scene.Stack.CollectorAsync("run", "--once");

        run.Succeeded();
        await scene.HoldsAsync(news);
        Assert.DoesNotContain(ReadsOf(scene), call => call.InTakeout);
        var line = Assert.Single(run.Output.Split('\n'), line => line.Contains("export session", StringComparison.Ordinal));
        Assert.Contains("reads without an export session: Telegram begins none yet (TAKEOUT_INIT_DELAY_X). Allow it in an official app, where Telegram asks you, or wait 24 h 0 min", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneThatTelegramEndsIsDoneWithoutAndSaidOnce()
    {
        await using var scene = await SceneAsync();
        var news = scene.World.AddChannel("News", 3_000, "news", Content.TextOnly);
        await scene.AddAsync("@news");
        using var slow = scene.Server.Faults.Delay(TimeSpan.FromMilliseconds(500), "messages.getHistory");
        var run = scene.Stack.StartCollector("run", "--once");
        await scene.Stack.SomethingIsStoredAsync();

        scene.Server.Faults.EndTakeouts();

        var ended = await Stack.EndAsync(run);
        ended.Succeeded();
        await scene.HoldsAsync(news);
        Assert.Equal((1, 0), Sessions(scene));
        Assert.Single(ended.Output.Split('\n'), line => line.Contains("reads without an export session for an hour: Telegram has ended it", StringComparison.Ordinal));
    }

    static async Task<LiveScene> SceneAsync()
    {
        var scene = await LiveScene.NewAsync();
        scene.Stack.Settings["TELEGRAM_TAKEOUT"] = "true";
        await scene.LoggedInAsync("491701");
        return scene;
    }

    static (int Begun, int Finished) Sessions(LiveScene scene) =>
        (scene.Server.Statistics.Count("account.initTakeoutSession"), scene.Server.Statistics.Count("account.finishTakeoutSession"));

    static IEnumerable<CallRecord> ReadsOf(LiveScene scene) => scene.Server.Statistics.Calls.Where(call => Reads.Contains(call.Method) && call.Outcome == CallRecord.Fine);
}
