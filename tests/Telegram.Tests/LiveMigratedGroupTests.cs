using Collector.FakeTelegram.Worlds;

namespace Collector.Telegram.Tests;

/// <summary>A group that became a supergroup: its history lies in two chats.</summary>
public sealed class LiveMigratedGroupTests
{
    const string Channels = "select kind, address, title, state from channels order by kind";

    [Fact]
    public async Task ASupergroupBringsTheChatThatItWas()
    {
        await using var scene = await LiveScene.NewAsync();
        var ann = await scene.LoggedInAsync("491701");
        await scene.LoggedInAsync("491702");
        var old = scene.World.AddBasicGroup("Crew", 250);
        old.Join(ann);
        var crew = old.Migrate(350, "crew", Content.TextOnly);
        await scene.AddAsync("@crew");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        await scene.HoldsAsync(old);
        await scene.HoldsAsync(crew);
        Assert.Equal(
            [("basic_group", $"-{old.Id}", "Crew", "active"), ("supergroup", "@crew", "Crew", "active")],
            await scene.Stack.ListAsync<(string, string, string, string)>(Channels));
    }

    [Fact]
    public async Task AGroupThatBecomesASupergroupGoesOnInIt()
    {
        await using var scene = await LiveScene.NewAsync();
        var ann = await scene.LoggedInAsync("491701");
        var old = scene.World.AddBasicGroup("Crew", 150);
        old.Join(ann);
        await scene.AddAsync($"https://t.me/+{old.InviteHash}");
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
        await scene.HoldsAsync(old);
        var crew = old.Migrate(120, content: Content.TextOnly);

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        await scene.HoldsAsync(old);
        await scene.HoldsAsync(crew);
        Assert.Equal(
            [("basic_group", $"+{old.InviteHash}", "Crew", "active"), ("supergroup", $"{crew.Id}", "Crew", "active")],
            await scene.Stack.ListAsync<(string, string, string, string)>(Channels));
    }

    [Fact]
    public async Task APartThatWasRemovedIsNotAddedAgain()
    {
        await using var scene = await LiveScene.NewAsync();
        var ann = await scene.LoggedInAsync("491701");
        var old = scene.World.AddBasicGroup("Crew", 50);
        old.Join(ann);
        old.Migrate(50, "crew", Content.TextOnly);
        await scene.AddAsync("@crew");
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
        (await scene.Stack.CollectorAsync("channels", "remove", $"{old.Id}", "--purge", "--yes")).Succeeded();

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        Assert.Equal(["supergroup"], await scene.Stack.ListAsync<string>("select kind from channels"));
    }
}
