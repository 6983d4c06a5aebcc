namespace Collector.EndToEnd.Tests;

public sealed class PoisonTests
{
    [Fact]
    public async Task APageThatCannotBeStoredIsParkedAndNothingElseIs()
    {
        await using var stack = await Stack.NewAsync();
        await stack.ExecuteAsync("alter table messages add constraint no_poison check (text <> 'poison')");
        var good = stack.Export("good", new() { ChatId = 1, Messages = 2500 });
        var bad = stack.Export("bad", new() { ChatId = 2, Messages = 2500 });
        ExportEdit.Change(bad, messages => messages[1200]!.Rewrite("poison"));

        (await stack.CollectorAsync("--once", good, bad)).Failed("bad", "no_poison");

        Assert.Equal(2500, await stack.ReadAsync<int>("select messages from coverage join channels on id = channel_id where handle = 'good'"));
        Assert.Equal("bad", await stack.ReadAsync<string>("select string_agg(handle, ' ') from channels join ranges on channel_id = channels.id where ranges.state = 'parked' and ranges.error like '%no_poison%'"));
        // Whatever is not parked is there.
        Assert.True(await stack.ReadAsync<bool>("""
            select known + span::int4multirange @> int4range(1, top_message_id, '[]') and upper(span) - lower(span) < 1000
            from channels c join coverage v on v.channel_id = c.id join ranges r on r.channel_id = c.id
            """));

        await stack.ExecuteAsync("alter table messages drop constraint no_poison");
        (await stack.CollectorAsync("collect", "bad")).Succeeded();
        await stack.IsWholeAsync(messages: 5000, images: 0);
    }
}
