using Collector.EndToEnd.Tests;
using Collector.FakeTelegram.Worlds;
using Collector.Testing;
using Npgsql;
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
        var logged = await scene.Stack.CollectorAsync("run", "--once");
        Assert.Equal(1, logged.ExitCode);
        Assert.Contains("log in again", logged.Output, StringComparison.Ordinal);

        await using var login = ServiceProcess.StartWithInput(account.Code + "\n", "Cli", scene.Stack.Settings, "login", "--phone", account.Phone);

        Assert.Equal(0, await login.WaitForExitAsync());
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
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

    [Fact]
    public async Task APostgresThatIsAwayWhileACollectorReadsParksNothing()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.Stack.UseRabbitMqAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 5_000, "news", Content.TextOnly with { Photos = 0.02 });
        await scene.AddAsync("@news");
        using var slow = scene.Server.Faults.Delay(TimeSpan.FromSeconds(1), "messages.getHistory");
        scene.Stack.Start("Scheduler");
        scene.Stack.Start("Writer");
        var direct = scene.Stack.Settings["ConnectionStrings__Postgres"];
        var server = new NpgsqlConnectionStringBuilder(direct);
        using var relay = new Relay(server.Host!, server.Port);
        scene.Stack.Settings["ConnectionStrings__Postgres"] = new NpgsqlConnectionStringBuilder(direct) { Host = "127.0.0.1", Port = relay.Port }.ConnectionString;
        var collector = scene.Stack.Start("Collector");
        scene.Stack.Settings["ConnectionStrings__Postgres"] = direct;
        await scene.Stack.SomethingIsStoredAsync();

        relay.Cut(silently: false);
        // More than a message's own retries last.
        await collector.WaitForLineAsync("PostgreSQL is away, trying again in 00:00:08");
        Assert.Equal(0, await scene.Stack.ReadAsync<int>("select count(*) from ranges where state = 'parked'"));
        relay.Restore();

        await scene.Stack.CompleteAsync();
        await scene.HoldsAsync(news);
    }

    [Fact]
    public async Task AnImageThatTelegramNeverGivesFailsAlone()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 300, "news", Content.TextOnly);
        news.Add(new Message { media = new MessageMediaPhoto { photo = scene.World.AddPhoto(dc: 4) } });
        await scene.AddAsync("@news");
        scene.Server.Faults.Fail(401, "AUTH_KEY_UNREGISTERED", "upload.getFile", times: 100);

        (await scene.Stack.CollectorAsync("run", "--once")).Failed("Telegram does not give the file to this account, which is logged in (AUTH_KEY_UNREGISTERED)");

        Assert.Equal(301, await scene.Stack.ReadAsync<int>("select count(*) from messages"));
        Assert.Equal(["failed"], await scene.Stack.ListAsync<string>("select state from images"));
        Assert.Equal(["active"], await scene.Stack.ListAsync<string>("select state from accounts"));
        Assert.Equal(3, scene.Server.Statistics.Count("upload.getFile", "AUTH_KEY_UNREGISTERED"));
    }

    [Fact]
    public async Task AKeyThatOnlyADataCenterOfFilesDoesNotKnowAnyMoreLogsNobodyOut()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 300, "news", Content.TextOnly);
        news.Add(new Message { media = new MessageMediaPhoto { photo = scene.World.AddPhoto(dc: 4) } });
        await scene.AddAsync("@news");
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
        scene.Server.Faults.ForgetKeys(dc: 4);
        news.Add(new Message { media = new MessageMediaPhoto { photo = scene.World.AddPhoto(dc: 4) } });
        await scene.Stack.ExecuteAsync("update channels set next_due_at = now()");

        (await scene.Stack.CollectorAsync("run", "--once")).Failed("log it in again, then collect the channel again");

        Assert.Equal(302, await scene.Stack.ReadAsync<int>("select count(*) from messages"));
        Assert.Equal(["stored", "failed"], await scene.Stack.ListAsync<string>("select state from images order by message_id"));
        Assert.Equal(["active"], await scene.Stack.ListAsync<string>("select state from accounts"));
    }

    [Fact]
    public async Task ADataCenterThatIsAwayDisturbsNoOther()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 3_000, "news", Content.TextOnly with { Photos = 0.05, Dc = 4 });
        await scene.AddAsync("@news");
        using var slow = scene.Server.Faults.Delay(TimeSpan.FromMilliseconds(300), "messages.getHistory");
        Finished end;

        using (var away = scene.Server.Faults.GoAway(dc: 4))
        {
            var run = scene.Stack.StartCollector("run", "--once");
            await Eventually.TrueAsync(() => scene.Server.Statistics.Count("messages.getHistory") > 20);
            away.Dispose();
            end = await Stack.EndAsync(run);
        }
        end.Succeeded();
        Assert.DoesNotContain("The connection to Telegram broke", end.Output, StringComparison.Ordinal);
        Assert.All(scene.Server.Statistics.Calls.Where(call => call.Method == "upload.getFile"), call => Assert.Equal(4, call.Dc));
        await scene.HoldsAsync(news);
    }

    [Fact]
    public async Task ADataCenterThatDoesNotAnswerHoldsUpNoFilesOfAnother()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        foreach (var name in (string[])["near1", "near2"])
            scene.World.AddChannel(name, 200, name, Content.TextOnly with { Photos = 0.05, Dc = 2 });
        scene.World.AddChannel("Distant", 200, "distant", Content.TextOnly with { Photos = 0.05, Dc = 4 });
        scene.Stack.StartCollector();
        await scene.AddAsync("@near1");
        await Eventually.TrueAsync(() => HasImagesAsync("near1"));

        using (scene.Server.Faults.Stall(dc: 4))
        {
            await scene.AddAsync("@distant");
            await Eventually.TrueAsync(() => scene.Stack.ReadAsync<bool>("select exists (select from images where state = 'wanted')"));
            await scene.AddAsync("@near2");
            // Less than the minute after which a call that is not answered ends.
            await Eventually.TrueAsync(() => HasImagesAsync("near2"), TimeSpan.FromSeconds(45));
            Assert.True(await scene.Stack.ReadAsync<bool>("select exists (select from images where state = 'wanted')"));
        }

        Task<bool> HasImagesAsync(string handle) => scene.Stack.ReadAsync<bool>($"""
            select count(*) > 0 and bool_and(i.state = 'stored') from channels c join messages m on m.channel_id = c.id join images i using (image_id) where c.handle = '{handle}'
            """);
    }

    [Fact]
    public async Task AnAnswerThatTheLibraryDoesNotKnowIsNamedAndDisturbsNobody()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        FakeChat[] both = [scene.World.AddChannel("News", 400, "news", Content.TextOnly), scene.World.AddChannel("Small", 40, "small", Content.TextOnly)];
        await scene.AddAsync("@news", "@small");
        scene.Server.Faults.Baffle("messages.getHistory");

        var run = await scene.Stack.CollectorAsync("run", "--once");

        run.Failed("Telegram answers what this version cannot read (Cannot find type for ctor #568a748); update Collector");
        Assert.DoesNotContain("The connection to Telegram broke", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 failed:", run.Output, StringComparison.Ordinal);
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
        foreach (var chat in both)
            await scene.HoldsAsync(chat);
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
