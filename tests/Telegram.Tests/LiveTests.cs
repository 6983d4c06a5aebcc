using Collector.EndToEnd.Tests;
using Collector.FakeTelegram.Worlds;
using Collector.Testing;

namespace Collector.Telegram.Tests;

/// <summary>The built program against a Telegram: every row and every byte of every image.</summary>
public sealed class LiveTests
{
    [Fact]
    public async Task ChannelsAreCollectedWithTheirImages()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 1_500, "news");
        var small = scene.World.AddSupergroup("Small", 40, "small");
        await scene.AddAsync("@news", "https://t.me/small");

        var run = await scene.Stack.CollectorAsync("run", "--once");

        run.Succeeded();
        await scene.HoldsAsync(news);
        await scene.HoldsAsync(small);
        Assert.Empty(scene.Server.KeyConflicts);
    }

    [Fact]
    public async Task VerifyComparesWithWhatTelegramCounts()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        scene.World.AddChannel("News", 120, "news", Content.TextOnly);
        await scene.AddAsync("@news");
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
        var whole = await scene.Stack.CollectorAsync("verify");
        await scene.Stack.ExecuteAsync("update channels set reported_messages = reported_messages + 1");

        var broken = await scene.Stack.CollectorAsync("verify");

        whole.Succeeded();
        Assert.Contains("Telegram counts 120 messages", whole.Output);
        broken.Failed("Telegram counts 121 messages, 120 are stored");
    }

    [Fact]
    public async Task AChannelImportedFromAnExportIsContinuedFromItsGaps()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 900, "news", Content.TextOnly);
        var export = scene.Stack.Export("news", new ExportFile { ChatId = news.Id, FirstId = 101, Messages = 200 });
        (await scene.Stack.CollectorAsync("run", "--once", export)).Succeeded();
        var imported = await scene.Stack.ListAsync<int>("select message_id from messages order by 1");
        await scene.AddAsync("@news");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        Assert.Equal(1, await scene.Stack.ReadAsync<int>("select count(*) from channels where state = 'active' and source = 'telegram'"));
        var stored = await scene.Stack.ListAsync<int>("select message_id from messages order by 1");
        Assert.Equal(news.MessageIds.Where(Outside).Order(), stored.Where(Outside));
        Assert.Empty(imported.Except(stored));
        // Nothing that the export proved is read again, but for the ends of pages.
        Assert.InRange(scene.Server.Statistics.Count("messages.getHistory"), 8, 16);

        bool Outside(int id) => id < imported[0] || id > imported[^1];
    }

    [Fact]
    public async Task OfAnAccountsExportNothingIsTakenForWholeWhenTelegramGoesOn()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 900, "news", Content.TextOnly);
        var file = Path.Combine(scene.Stack.Export("mine", new ExportFile { Messages = 1 }), "result.json");
        var mine = string.Join(',', new[] { 101, 700 }.Select(id => $$"""{"id": {{id}}, "type": "message", "date_unixtime": "1577836800", "text": "mine"}"""));
        await File.WriteAllTextAsync(
            file, $$"""{"chats": {"list": [{"name": "News", "type": "public_channel", "id": {{news.Id}}, "messages": [{{mine}}]}]} }""", TestContext.Current.CancellationToken);
        var import = await scene.Stack.CollectorAsync("run", "--once", file);
        await scene.AddAsync("@news");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        import.Succeeded();
        Assert.Contains("only your own messages", import.Output, StringComparison.Ordinal);
        Assert.Equal(news.MessageIds.Order(), await scene.Stack.ListAsync<int>("select message_id from messages where deleted_at is null order by 1"));
    }

    [Fact]
    public async Task ANameThatAnotherChannelTookIsNotReadIntoTheFirst()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 200, "news", Content.TextOnly);
        await scene.AddAsync("@news");
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
        news.Username = null;
        scene.World.AddChannel("Other news", 300, "news", Content.TextOnly);
        await scene.Stack.ExecuteAsync("delete from account_channels; update channels set next_due_at = now()");

        var run = await scene.Stack.CollectorAsync("run", "--once");

        run.Failed($"@news is another channel's name by now; add this one by its id, {news.Id}");
        Assert.Equal(news.MessageIds.Order(), await scene.Stack.ListAsync<int>("select message_id from messages order by 1"));
    }

    [Fact]
    public async Task WhoIsAMemberReadsAChannelWhoseNameIsGone()
    {
        await using var scene = await LiveScene.NewAsync();
        var account = await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 200, "news", Content.TextOnly);
        news.Join(account);
        await scene.AddAsync("@news");
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
        news.Username = null;
        news.Add("the name is gone");
        await scene.Stack.ExecuteAsync("delete from account_channels; update channels set next_due_at = now()");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        await scene.HoldsAsync(news);
    }

    [Fact]
    public async Task AnIdIsLookedForInAListOfManyChatsOnceForAll()
    {
        await using var scene = await LiveScene.NewAsync();
        var account = await scene.LoggedInAsync("491701");
        var chats = Enumerable.Range(0, 120).Select(number => scene.World.AddChannel($"Chat {number}", messages: number < 60 ? 1 : 0, content: Content.TextOnly)).ToList();
        chats.ForEach(chat => chat.Join(account));
        await scene.AddAsync($"{chats[0].Id}", $"{chats[^1].Id}", "https://t.me/c/123456789");

        var run = await scene.Stack.CollectorAsync("run", "--once");

        run.Failed("the account has no chat with the id 123456789");
        Assert.Equal(["active", "active", "left"], await scene.Stack.ListAsync<string>("select state from channels order by id"));
        Assert.InRange(scene.Server.Statistics.Count("messages.getDialogs"), 2, 4);
    }

    [Fact]
    public async Task AFloodOfNamesStopsNoChannelThatIsKnown()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 200, "news", Content.TextOnly);
        await scene.AddAsync("@news");
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
        scene.Server.Faults.Limit("contacts.resolveUsername", calls: 0, TimeSpan.FromDays(1));
        news.Add("new");
        await scene.AddAsync("@another", "@news");

        var run = scene.Stack.StartCollector("run");
        await Eventually.TrueAsync(async () => await scene.Stack.ReadAsync<int>("select count(*) from messages") == news.MessageIds.Count, TimeSpan.FromMinutes(1));
        await run.WaitForLineAsync("Progress: 1 of 2 channels done");

        Assert.Equal(0, await run.StopAsync());
        // Each time that it is handed back it is a round.
        Assert.InRange(Assert.Single(await scene.Stack.ListAsync<int>("select round from ranges")), 2, 4);
    }

    [Fact]
    public async Task ImagesThatOneAccountMayNotSeeAnyMoreAnotherFetches()
    {
        await using var scene = await LiveScene.NewAsync();
        var closed = await scene.LoggedInAsync("491701");
        await scene.LoggedInAsync("491702");
        scene.Stack.Settings["Scheduler__ImagePatience"] = "00:00:02";
        var news = scene.World.AddChannel("News", 12_000, "news", Content.TextOnly with { Photos = 0.02 });
        await scene.AddAsync("@news");
        // Long enough for both to look.
        using var slow = scene.Server.Faults.Delay(TimeSpan.FromMilliseconds(500), "messages.getHistory");
        scene.Server.Faults.Fail(400, "FILE_REFERENCE_EXPIRED", "upload.getFile", closed, times: 5);
        scene.Server.Faults.Fail(400, "CHANNEL_PRIVATE", "channels.getMessages", closed, times: int.MaxValue);

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        await scene.HoldsAsync(news);
        Assert.NotEqual(0, scene.Server.Statistics.Count("channels.getMessages", "CHANNEL_PRIVATE"));
    }

    [Fact]
    public async Task WhatIsHiddenFromOneAccountAnotherReads()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var late = await scene.LoggedInAsync("491702");
        var group = scene.World.AddSupergroup("Old group", 12_000, "old_group", Content.TextOnly);
        group.HideFrom(late, upTo: 11_000);
        await scene.AddAsync("@old_group");
        using var slow = scene.Server.Faults.Delay(TimeSpan.FromMilliseconds(500), "messages.getHistory");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        await scene.HoldsAsync(group);
        Assert.Contains(scene.Server.Statistics.Calls, call => call.Method == "messages.getHistory" && call.Account == late.Phone);
    }

    [Fact]
    public async Task WhatCannotBeReadIsNamedAndStopsNobody()
    {
        await using var scene = await LiveScene.NewAsync();
        var account = await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 200, "news");
        scene.World.AddChannel("Closed", 50, "closed").Ban(account);
        await scene.AddAsync("@news", "@closed", "@nobody_there", "https://t.me/+AAAAAAAAAAAA", "https://t.me/c/123456789");

        var run = await scene.Stack.CollectorAsync("run", "--once");

        Assert.Equal(1, run.ExitCode);
        await scene.HoldsAsync(news);
        Assert.Equal(
            [("+AAAAAAAAAAAA", "gone"), ("123456789", "left"), ("@closed", "banned"), ("@nobody_there", "gone")],
            await scene.Stack.ListAsync<(string, string)>("select address, state from channels where state <> 'active' order by address collate \"C\""));
        Assert.Contains("Error processing channel nobody_there: there is no such name on Telegram", run.Output);
    }

    [Fact]
    public async Task FloodWaitsAreWaitedOutAndRemembered()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 3_000, "news", Content.TextOnly);
        await scene.AddAsync("@news");
        scene.Server.Faults.Limit("messages.getHistory", calls: 10, TimeSpan.FromSeconds(3));

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        await scene.HoldsAsync(news);
        Assert.Contains(scene.Server.Statistics.FloodWaits, call => call.Method == "messages.getHistory");
        Assert.True(await scene.Stack.ReadAsync<bool>("select exists (select from account_gates where call_class = 'history' and floods > 0)"));
    }

    [Fact]
    public async Task ImagesWhoseReferencesHaveExpiredAreFetchedWithNewOnes()
    {
        await using var scene = await LiveScene.NewAsync();
        var account = await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 300, "news");
        await scene.AddAsync("@news");
        scene.Server.Faults.Fail(400, "FILE_REFERENCE_EXPIRED", "upload.getFile", account, times: 3);

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        await scene.HoldsAsync(news);
        Assert.InRange(scene.Server.Statistics.Count("channels.getMessages"), 1, 3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BrokenConnectionsAndServersThatGoAwayLoseNothing(bool away)
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 3_000, "news");
        await scene.AddAsync("@news");
        using var slow = scene.Server.Faults.Delay(TimeSpan.FromMilliseconds(200));

        var run = scene.Stack.StartCollector("run", "--once");
        await scene.Stack.SomethingIsStoredAsync();
        if (away)
        {
            using (scene.Server.Faults.GoAway())
                await run.WaitForLineAsync("Telegram cannot be reached", TimeSpan.FromMinutes(1));
        }
        else
        {
            scene.Server.Faults.Drop(reset: true);
            scene.Server.Faults.Fail(500, "INTERNAL", "messages.getHistory", times: 3);
        }

        (await Stack.EndAsync(run)).Succeeded();
        await scene.HoldsAsync(news);
        Assert.Empty(scene.Server.KeyConflicts);
    }
}
