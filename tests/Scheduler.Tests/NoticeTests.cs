using System.Net;
using System.Text.Json;
using Collector.Database;
using Collector.Testing;
using Npgsql;

namespace Collector.Scheduler.Tests;

public sealed class NoticeTests : IAsyncLifetime
{
    readonly Scene scene = new();

    NpgsqlDataSource database = null!;

    public async ValueTask InitializeAsync()
    {
        await scene.InitializeAsync();
        database = DataSource.Create(new() { ConnectionString = $"{scene.DataSource.ConnectionString};Options=-c role=collector_scheduler" });
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await scene.DisposeAsync();
    }

    [Fact]
    public async Task AProblemIsToldOnceAndThatItIsOverOnce()
    {
        await scene.ChannelAsync("fine", 10);
        var news = await scene.ChannelAsync("news", 10);
        Assert.Empty(await TellAsync());

        await scene.ExecuteAsync("update channels set state = 'private' where id = @Id", new { news.Id });
        Assert.Equal([new Notice("news", "the channel is private")], await TellAsync());
        Assert.Empty(await TellAsync());

        await scene.ExecuteAsync("update channels set state = 'active' where id = @Id", new { news.Id });
        Assert.Equal([new Notice("news", null)], await TellAsync());
        Assert.Empty(await TellAsync());
    }

    [Fact]
    public async Task ANumberThatGrowsIsNoNewsAndOtherWordsAre()
    {
        var news = await scene.ChannelAsync("news", 1000);
        await scene.ExecuteAsync("insert into vanished (channel_id, message_id, sweep, found_at, asked_at) values (@Id, 1, 1, now(), now())", new { news.Id });
        Assert.StartsWith("1 of its messages", Assert.Single(await TellAsync()).Problem, StringComparison.Ordinal);

        await scene.ExecuteAsync("insert into vanished (channel_id, message_id, sweep, found_at, asked_at) values (@Id, 2, 1, now(), now())", new { news.Id });
        Assert.Empty(await TellAsync());

        await scene.ExecuteAsync("update channels set last_error = 'its file is gone' where id = @Id", new { news.Id });
        Assert.Equal([new Notice("news", "its file is gone")], await TellAsync());
    }

    [Fact]
    public async Task AnAccountIsToldUnlessAPersonPausedIt()
    {
        var account = await scene.AccountAsync();
        await scene.ExecuteAsync("update accounts set state = 'paused' where id = @account", new { account });
        Assert.Empty(await TellAsync());

        await scene.ExecuteAsync("update accounts set last_error = 'Telegram has frozen it' where id = @account", new { account });
        Assert.Equal([new Notice("Account Somebody", "Telegram has frozen it")], await TellAsync());

        await scene.ExecuteAsync("update accounts set state = 'logged_out', last_error = null where id = @account", new { account });
        Assert.Equal([new Notice("Account Somebody", "it is logged out")], await TellAsync());
    }

    [Fact]
    public async Task SeveralSchedulersTellItOnce()
    {
        for (var i = 0; i < 20; i++)
        {
            var channel = await scene.ChannelAsync($"news{i}", 10);
            await scene.ExecuteAsync("update channels set state = 'gone' where id = @Id", new { channel.Id });

            var told = await Task.WhenAll(TellAsync(), TellAsync(), TellAsync());

            Assert.Equal(channel.Name, Assert.Single(told.SelectMany(notices => notices)).Name);
        }
    }

    [Fact]
    public async Task TheWebhookHearsOfItAgainAndAgainUntilItTakesIt()
    {
        await using var hook = new Webhook();
        await using var told = new Scene { NotifyUrl = hook.Address };
        await told.InitializeAsync();
        hook.Answer = HttpStatusCode.ServiceUnavailable;
        var channel = await told.ChannelAsync("news", 10);
        await told.ExecuteAsync("update channels set last_error = '<!channel> is gone' where id = @Id", new { channel.Id });
        await Eventually.TrueAsync(() => hook.Bodies.Count >= 2);
        Assert.Empty(await told.QueryAsync<string>("select subject from notices"));

        hook.Answer = HttpStatusCode.NoContent;

        await Eventually.EqualAsync(1, async () => (await told.QueryAsync<string>("select subject from notices")).Count);
        var body = JsonDocument.Parse(hook.Bodies[^1]).RootElement;
        Assert.Equal("Collector:\nnews: ‹!channel› is gone", body.GetProperty("text").GetString());
        Assert.Equal(body.GetProperty("text").GetString(), body.GetProperty("content").GetString());
        Assert.Empty(body.GetProperty("allowed_mentions").GetProperty("parse").EnumerateArray());
    }

    [Fact]
    public void WhatIsTooLongForAChatEndsWithWhereToLook()
    {
        var text = NoticeLoop.Text([.. Enumerable.Range(1, 200).Select(i => new Notice($"channel{i}", "the channel is private"))]);

        Assert.InRange(text.Length, 1900, 2000);
        Assert.EndsWith("`collector status`.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://ntfy.sh/topic?tpl=yes&m={{.text}}")]
    [InlineData("ntfy.sh/topic", "NOTIFY_URL must be an address that begins with https:// or http://.")]
    [InlineData("ftp://host/file", "NOTIFY_URL must be an address that begins with https:// or http://.")]
    public void OnlyAnAddressOfTheWebIsTaken(string url, params string[] problems) =>
        Assert.Equal(problems, new NoticeOptions { Url = url }.Validate(new(this)).Select(problem => problem.ErrorMessage));

    async Task<IReadOnlyList<Notice>> TellAsync()
    {
        IReadOnlyList<Notice> told = [];
        await new Notices(database).TellNewAsync(
            notices =>
            {
                told = notices;
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        return told;
    }
}
