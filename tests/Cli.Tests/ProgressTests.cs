using Collector.Testing;
using Dapper;

namespace Collector.Cli.Tests;

public sealed class ProgressTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task CoverageIsMeasuredAgainstTheChannelsRange()
    {
        var progress = await ReadAsync("first_message_id = 11, top_message_id = 110", "insert into coverage (channel_id, known, messages) values (@id, '{[1,60]}', 40)");

        Assert.Equal((50, 100, 50), (progress.Collected, progress.Total, progress.Open));
        Assert.Equal(40, progress.Messages);
        Assert.True(progress.Working);
    }

    [Fact]
    public async Task AParkedRangeIsNotWaitedFor()
    {
        var progress = await ReadAsync("top_message_id = 100", """
            insert into coverage (channel_id, known) values (@id, '{[51,100]}');
            insert into ranges (channel_id, span, sweep, state, error) values (@id, '[1,51)', 1, 'parked', 'unreadable')
            """);

        Assert.False(progress.Working);
        Assert.Equal("unreadable", progress.Failure);
        Assert.Equal(0.5, progress.Share);
    }

    [Fact]
    public void AFailureIsReadBesideTheChannelsName()
    {
        var problems = new ChannelProgress[]
        {
            new() { Name = "news", ParkedError = "news: is private" },
            new() { Name = "news", LastError = "news: is private" },
            new() { Name = "news", ImagesFailed = 1, ImageError = "news: message 7: photo 7.jpg is empty" },
            new() { Name = "news", LastError = "newspapers: is another" },
        };

        Assert.Equal(
            ["is private", "is private", "1 of 1 image failed: message 7: photo 7.jpg is empty", "newspapers: is another"],
            problems.Select(problem => problem.Failure));
    }

    [Fact]
    public async Task ANewSweepStartsAtNothing()
    {
        var progress = await ReadAsync("top_message_id = 100, sweep = 2, sweep_top = 80", "insert into coverage (channel_id, known, sweep, seen) values (@id, '{[1,100]}', 2, '{[61,80]}')");

        Assert.Equal((40, 60), (progress.Collected, progress.Open));
    }

    [Fact]
    public async Task TheSweepBeforeProvesNothingOfThisOne()
    {
        var progress = await ReadAsync("top_message_id = 100, sweep = 2, sweep_top = 100", "insert into coverage (channel_id, known, sweep, seen) values (@id, '{[1,100]}', 1, '{[1,100]}')");

        Assert.Equal(0, progress.Collected);
    }

    [Theory]
    [InlineData("select @id")]
    [InlineData("insert into ranges (channel_id, span, sweep) values (@id, null, 1)", true)]
    [InlineData("update channels set next_due_at = now() where id = @id", true)]
    [InlineData("insert into ranges (channel_id, span, sweep, covered_at) values (@id, '[1,11)', 1, now())", true)]
    [InlineData("insert into images (image_id, state, channel_id, message_id) values ('tg:' || @id, 'wanted', @id, 1)", true)]
    [InlineData("insert into images (image_id, state, channel_id, message_id, last_error) values ('tg:' || @id, 'failed', @id, 1, 'gone')")]
    public async Task WorkIsLeftWhileSomethingWillHappenByItself(string sql, bool expected = false)
    {
        var progress = await ReadAsync("top_message_id = 10", $"insert into coverage (channel_id, known) values (@id, '{{[1,10]}}'); {sql}");

        Assert.Equal(expected, progress.Working);
    }

    [Fact]
    public async Task TheWidestRangeOfIdsIsMeasured()
    {
        var progress = await ReadAsync("top_message_id = 2147483646", "insert into coverage (channel_id, known) values (@id, '{[1,2147483646]}')");

        Assert.Equal(2147483646, progress.Collected);
        Assert.False(progress.Working);
    }

    [Fact]
    public async Task RemovedChannelsAreNotListed()
    {
        var id = (await ReadAsync("state = 'removed'", "select @id")).Id;

        Assert.DoesNotContain(await new Progress(database.DataSource).ReadAsync(null, TestContext.Current.CancellationToken), channel => channel.Id == id);
    }

    [Fact]
    public async Task WhatNobodyHasSeenIsNotComplete()
    {
        var (unseen, empty) = (await ReadAsync("title = 'x'", "select @id"), await ReadAsync("last_seen_at = now()", "select @id"));

        Assert.Equal((false, 0, true, 1), (unseen.Seen, unseen.Share, empty.Seen, empty.Share));
    }

    [Fact]
    public async Task NobodyWaitsForAChannelThatNoAccountCanRead()
    {
        var progress = await ReadAsync("source = 'telegram', next_due_at = now()", "select @id");

        Assert.Equal((false, "no account that could read it is logged in and active: log one in, or resume one"), (progress.Working, progress.Failure));
    }

    [Fact]
    public async Task AFailedImageThatNoMessageShowsAnyMoreIsNobodysLoss()
    {
        const string failed = "insert into images (image_id, state, channel_id, message_id, last_error) values ('sha256:' || @id, 'failed', @id, 1, 'gone')";
        const string shown = "insert into messages (channel_id, message_id, posted_at, kind, text, observed_at, image_id) values (@id, 1, now(), 'message', '', now(), 'sha256:' || @id)";

        Assert.Equal((null, "1 of 1 image failed: gone"), ((await ReadAsync("top_message_id = 1", failed)).Failure, (await ReadAsync("top_message_id = 1", $"{failed}; {shown}")).Failure));
    }

    async Task<ChannelProgress> ReadAsync(string columns, string rows)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var id = await connection.ExecuteScalarAsync<int>("insert into channels (source, address, title) values ('export', gen_random_uuid(), 'x') returning id");
        await connection.ExecuteAsync($"update channels set {columns} where id = @id", new { id });
        await connection.ExecuteAsync(rows, new { id });
        return (await new Progress(database.DataSource).ReadAsync([id], TestContext.Current.CancellationToken)).Single();
    }
}
