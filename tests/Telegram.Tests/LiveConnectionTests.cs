using Collector.EndToEnd.Tests;
using Collector.FakeTelegram.Worlds;
using Collector.Testing;
using TL;

namespace Collector.Telegram.Tests;

/// <summary>What servers and networks do to a program that reads.</summary>
public sealed class LiveConnectionTests
{
    [Fact]
    public Task MoreDropsThanTheLibraryForgives() => LosesNothingAsync(async scene =>
    {
        for (var drop = 0; drop < 8; drop++)
        {
            scene.Server.Faults.Drop(reset: drop % 2 == 0);
            var before = scene.Server.Statistics.Count("messages.getHistory");
            await Eventually.TrueAsync(() => scene.Server.Statistics.Count("messages.getHistory") > before);
        }
    }, messages: 12_000);

    [Fact]
    public Task AServerWhoseClockIsSetMeanwhile() => LosesNothingAsync(scene =>
    {
        scene.Server.Faults.ClockSkew = TimeSpan.FromHours(1);
        return Task.CompletedTask;
    });

    [Fact]
    public Task SaltsThatChangeMeanwhile() => LosesNothingAsync(scene =>
    {
        scene.Server.Faults.ChangeSalts();
        return Task.CompletedTask;
    });

    [Theory]
    [InlineData(-72)]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task AMachineWhoseClockIsWrongFromTheStart(int hours)
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        scene.Server.Faults.ClockSkew = TimeSpan.FromHours(hours);
        var news = scene.World.AddChannel("News", 300, "news");
        await scene.AddAsync("@news");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        await scene.HoldsAsync(news);
    }

    [Fact]
    public async Task AnAccountThatLivesInAnotherDataCenterByNowGoesOnAfterANewLogin()
    {
        await using var scene = await LiveScene.NewAsync();
        var account = await scene.LoggedInAsync("491701");
        account.Dc = 4;
        var news = scene.World.AddChannel("News", 500, "news");
        await scene.AddAsync("@news");
        var run = scene.Stack.StartCollector("run", "--once");
        await run.WaitForLineAsync("log in again");

        await using var login = ServiceProcess.StartWithInput(account.Code + "\n", "Cli", scene.Stack.Settings, "login", "--phone", account.Phone);

        Assert.Equal(0, await login.WaitForExitAsync());
        (await Stack.EndAsync(run)).Succeeded();
        await scene.HoldsAsync(news);
        Assert.Equal(1, await scene.Stack.ReadAsync<int>("select count(*) from sessions"));
        Assert.All(scene.Server.Statistics.Calls.Where(call => call is { Method: "messages.getHistory", Outcome: "OK" }), call => Assert.Equal(4, call.Dc));
    }

    [Fact]
    public async Task AFileThatLiesElsewhereThanItsMessageSays()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", username: "news");
        var photo = scene.World.AddPhoto(dc: 4);
        photo.dc_id = 2;
        news.Add(new Message { media = new MessageMediaPhoto { photo = photo } });
        await scene.AddAsync("@news");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        await scene.HoldsAsync(news);
        Assert.Equal(1, scene.Server.Statistics.Count("upload.getFile", "FILE_MIGRATE_4"));
    }

    static async Task LosesNothingAsync(Func<LiveScene, Task> disturb, int messages = 3_000)
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", messages, "news", Content.TextOnly with { Photos = 0.05 });
        await scene.AddAsync("@news");
        using var slow = scene.Server.Faults.Delay(TimeSpan.FromMilliseconds(500), "messages.getHistory");
        var run = scene.Stack.StartCollector("run", "--once");
        await scene.Stack.SomethingIsStoredAsync();

        await disturb(scene);

        (await Stack.EndAsync(run)).Succeeded();
        await scene.HoldsAsync(news);
        Assert.Empty(scene.Server.KeyConflicts);
    }
}
