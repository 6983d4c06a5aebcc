using Collector.FakeTelegram.Worlds;
using Collector.Telegram.Mapping;
using TL;

namespace Collector.Telegram.Tests;

/// <summary>A channel that is read again: what has changed in it meanwhile.</summary>
public sealed class LiveSweepTests
{
    [Fact]
    public async Task EditsDeletionsAndCountersOfTheWholeHistoryAreFound()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 600, "news", Content.TextOnly);
        await scene.AddAsync("@news");
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
        var old = news.MessageIds.Where(id => news.Message(id) is Message).Order().Take(10).ToArray();
        var (edited, viewed, deleted) = (old[3], old[4], old[5..8]);
        var before = ((Message)news.Message(edited)!).message;
        news.Edit(edited, message => (message.message, message.entities) = ("Corrected", null));
        news.Change(viewed, message => message.views = 123_456);
        news.Delete(deleted);

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
        Assert.Equal(PlainText.Of(before), await scene.Stack.ReadAsync<string>($"select text from messages where message_id = {edited}"));
        (await scene.Stack.CollectorAsync("collect", "news", "--again")).Succeeded();

        Assert.Equal("Corrected", await scene.Stack.ReadAsync<string>($"select text from messages where message_id = {edited}"));
        Assert.Equal(123_456, await scene.Stack.ReadAsync<int>($"select views from messages where message_id = {viewed}"));
        Assert.Equal([(edited, PlainText.Of(before))], await scene.Stack.ListAsync<(int, string)>("select message_id, text from message_versions"));
        Assert.Equal(deleted, await scene.Stack.ListAsync<int>("select message_id from messages where deleted_at is not null order by 1"));
        (await scene.Stack.CollectorAsync("verify")).Succeeded();
    }
}
