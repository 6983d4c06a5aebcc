using Collector.Contracts;

namespace Collector.Scheduler.Tests;

public sealed class ReconcilerTests(Scene scene) : IClassFixture<Scene>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await scene.ExecuteAsync("truncate channels, ranges, coverage, messages, images cascade");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task ADueChannelIsLookedAtFirst()
    {
        await scene.Channels.AddAsync(new(SourceNames.Export, "/x", "news", "News", "channel", 7, null), default);

        await scene.Reconciler.TickAsync(default);

        var command = await SentAsync(command => command.Channel.Name == "news");
        Assert.Null(command.UpTo);
        Assert.Equal(7, command.Channel.TelegramId);
    }

    [Fact]
    public async Task OneChannelGetsEveryPlaceAndTenShareThem()
    {
        var alone = await scene.ChannelAsync("alone", 100_000);
        await scene.Reconciler.TickAsync(default);
        Assert.Equal(8, await scene.RangesAsync("channel_id = @Id", alone));

        await scene.ExecuteAsync("truncate ranges");
        foreach (var name in new[] { "b", "c", "d" })
            await scene.ChannelAsync(name, 100_000);
        await scene.Reconciler.TickAsync(default);
        Assert.Equal([2, 2, 2, 2], await scene.QueryAsync<int>("select count(*)::int from ranges group by channel_id"));
    }

    [Fact]
    public async Task ACoveredRangeIsOverAndTheNextOneIsClaimed()
    {
        var channel = await scene.ChannelAsync("covered", 400);
        await scene.Reconciler.TickAsync(default);
        await scene.CoverAsync(channel.Id, 1, 400);

        await scene.Reconciler.TickAsync(default);

        Assert.Equal(0, await scene.RangesAsync("channel_id = @Id", channel));
    }

    [Fact]
    public async Task WithoutCollectorsNothingIsClaimed()
    {
        var channel = await scene.ChannelAsync("patient", 400);
        await scene.ExecuteAsync("update collectors set seen_at = now() - interval '1 minute'");

        await scene.Reconciler.TickAsync(default);

        Assert.Equal(0, await scene.RangesAsync("channel_id = @Id", channel));
        await scene.ExecuteAsync("update collectors set seen_at = now() + interval '59 minutes'");
    }

    [Fact]
    public async Task ARangeReadThreeTimesAndNeverStoredIsParkedAndCollectUnparksIt()
    {
        var channel = await scene.ChannelAsync("poisoned", 400);
        var other = await scene.ChannelAsync("healthy", 400);
        await scene.Reconciler.TickAsync(default);
        for (var round = 1; round <= 3; round++)
        {
            var command = await SentAsync(command => command.Channel.Id == channel.Id && command.Round == round);
            await scene.PublishAsync(new RangeReleased(command.RangeId, round, ReleaseReason.Finished));
            await scene.UntilAsync("select finished_at is not null from ranges where id = @RangeId", command);
            await LaterAsync(other, round);
            await scene.Reconciler.TickAsync(default);
        }

        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and state = 'parked' and error like 'was read 3 times%'", channel));
        Assert.Contains("ids 1..400", Assert.Single(await scene.Channels.FindAsync("poisoned", default)).LastError, StringComparison.Ordinal);
        await scene.Reconciler.TickAsync(default);
        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id", channel));

        await scene.Channels.CollectAsync(channel.Id, default);
        await scene.ExecuteAsync("update channels set next_due_at = null");
        await scene.Reconciler.TickAsync(default);
        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and state = 'outstanding' and round = 1", channel));
    }

    [Fact]
    public async Task AFinishedRangeWaitsWhileWriterStoresWhatWasReadBefore()
    {
        var (before, channel) = (await scene.ChannelAsync("before", 400), await scene.ChannelAsync("waiting", 400));
        await scene.Reconciler.TickAsync(default);
        foreach (var each in new[] { before, channel })
        {
            var command = await SentAsync(command => command.Channel.Id == each.Id);
            await scene.PublishAsync(new RangeReleased(command.RangeId, 1, ReleaseReason.Finished));
            await scene.UntilAsync("select finished_at is not null from ranges where id = @RangeId", command);
        }

        await scene.ExecuteAsync("update ranges set finished_at = finished_at - interval '20 minutes'");
        await scene.CoverAsync(before.Id, 1, 400);
        await scene.Reconciler.TickAsync(default);
        await scene.Reconciler.TickAsync(default);

        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and round = 1 and failed_rounds = 0", channel));
    }

    [Fact]
    public async Task ImagesThatNobodyHasRequestedYetAreRequestedWhenARemovedChannelIsAddedAgain()
    {
        var channel = await scene.ChannelAsync("returning", 300);
        await scene.Reconciler.TickAsync(default);
        await scene.ExecuteAsync("insert into messages (channel_id, message_id, posted_at, kind, text, observed_at, image_id) values (@Id, 7, now(), 'message', '', now(), 'tg:7')", channel);
        await scene.CoverAsync(channel.Id, 1, 300);
        await scene.ExecuteAsync("update ranges set covered_at = now() + interval '1 hour'");

        await scene.Channels.RemoveAsync(channel.Id, default);
        await scene.Reconciler.TickAsync(default);
        await scene.ExecuteAsync("update ranges set covered_at = '-infinity'");
        await scene.Reconciler.TickAsync(default);
        Assert.False(await scene.Bus.Published.Any<ImageRequested>(new CancellationToken(canceled: true)));

        await scene.ChannelAsync("returning", 300);
        await scene.Reconciler.TickAsync(default);
        Assert.True(await scene.Bus.Published.Any<ImageRequested>(published => published.Context.Message.ImageId == "tg:7"));
    }

    [Fact]
    public async Task ARangeIsReadAgainWhenItsPagesNeverComeAndThatIsNoFailure()
    {
        var channel = await scene.ChannelAsync("lost", 400);
        await scene.Reconciler.TickAsync(default);
        await SentAsync(command => command.Channel.Id == channel.Id);
        await scene.ExecuteAsync("update ranges set finished_at = now() - interval '26 minutes'");

        await scene.Reconciler.TickAsync(default);

        await SentAsync(command => command.Channel.Id == channel.Id && command.Round == 2);
        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and failed_rounds = 0 and finished_at is null", channel));
    }

    [Fact]
    public async Task AFaultOfOneRoundIsNotHeldAgainstTheNext()
    {
        var channel = await scene.ChannelAsync("hiccup", 400);
        await scene.Reconciler.TickAsync(default);
        await SentAsync(command => command.Channel.Id == channel.Id);
        await scene.ExecuteAsync("update ranges set finished_at = now(), error = 'could not be stored'");
        await scene.Reconciler.TickAsync(default);
        await scene.ExecuteAsync("update ranges set finished_at = now()");

        await scene.Reconciler.TickAsync(default);

        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and round = 2 and failed_rounds = 1", channel));
    }

    [Fact]
    public async Task ACommandRetriedOutOfTheDeadLettersUnparksItsRange()
    {
        var channel = await scene.ChannelAsync("broken", 400);
        await scene.Reconciler.TickAsync(default);
        var command = await SentAsync(command => command.Channel.Id == channel.Id);
        await scene.UntilAsync("select state = 'parked' from ranges where channel_id = @Id", channel);

        await scene.PublishAsync(new RangeReleased(command.RangeId, 1, ReleaseReason.Late));

        await scene.UntilAsync("select state = 'outstanding' and error is null and round = 2 from ranges where channel_id = @Id", channel);
    }

    [Fact]
    public async Task APageRetriedOutOfTheDeadLettersEndsTheParkedRangeAndItsError()
    {
        var channel = await scene.ChannelAsync("broken", 400);
        await scene.Reconciler.TickAsync(default);
        await scene.UntilAsync("select state = 'parked' from ranges where channel_id = @Id", channel);

        await scene.CoverAsync(channel.Id, 1, 400);
        await scene.Reconciler.TickAsync(default);

        Assert.Equal(0, await scene.RangesAsync("channel_id = @Id", channel));
        Assert.Null(Assert.Single(await scene.Channels.FindAsync("broken", default)).LastError);
    }

    [Fact]
    public async Task AFaultedCommandParksItsRangeAtOnce()
    {
        var channel = await scene.ChannelAsync("broken", 400);

        await scene.Reconciler.TickAsync(default);

        await scene.UntilAsync("select state = 'parked' and error = 'the file is gone' from ranges where channel_id = @Id", channel);
        Assert.Equal("the file is gone", Assert.Single(await scene.Channels.FindAsync("broken", default)).LastError);
    }

    [Fact]
    public async Task ARangeHandedBackIsSentAgainNotBeforeItsTime()
    {
        var channel = await scene.ChannelAsync("flooded", 400);
        await scene.Reconciler.TickAsync(default);
        var command = await SentAsync(command => command.Channel.Id == channel.Id);

        await scene.PublishAsync(new RangeReleased(command.RangeId, 1, ReleaseReason.Waiting, DateTimeOffset.UtcNow.AddHours(1)));
        await scene.UntilAsync("select round = 2 from ranges where id = @RangeId", command);
        await scene.Reconciler.TickAsync(default);
        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and sent_at is null", channel));

        await scene.ExecuteAsync("update ranges set not_before = now()");
        await scene.Reconciler.TickAsync(default);
        await SentAsync(sent => sent.RangeId == command.RangeId && sent.Round == 2);
    }

    [Fact]
    public async Task ACommandThatCameTooLateIsNotSentAgainAtOnce()
    {
        var channel = await scene.ChannelAsync("late", 400);
        await scene.Reconciler.TickAsync(default);
        var command = await SentAsync(command => command.Channel.Id == channel.Id);

        await scene.PublishAsync(new RangeReleased(command.RangeId, 1, ReleaseReason.Late));
        await scene.UntilAsync("select round = 2 from ranges where id = @RangeId", command);
        await scene.Reconciler.TickAsync(default);

        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and sent_at is null and not_before between now() and now() + interval '30 seconds'", channel));
    }

    [Fact]
    public async Task WhatIsInFlightOfARemovedChannelIsForgotten()
    {
        var channel = await scene.ChannelAsync("removed", 400);
        await scene.Reconciler.TickAsync(default);
        await scene.ExecuteAsync("update channels set state = 'removed' where id = @Id", channel);

        await scene.Reconciler.TickAsync(default);

        Assert.Equal(0, await scene.RangesAsync("channel_id = @Id", channel));
    }

    [Fact]
    public async Task AClockThatIsFastShutsNobodyOut()
    {
        var channel = await scene.ChannelAsync("fast", 400);
        await scene.Sightings.SeenAsync(new(0, channel.Id, "active", null, null, null, null, 1, 500, "f1", null, DateTimeOffset.UtcNow.AddMinutes(11)), default);

        await scene.SeenAsync(channel, top: 600, fingerprint: "f1");

        Assert.Equal(600, Assert.Single(await scene.Channels.FindAsync("fast", default)).TopMessageId);
    }

    [Fact]
    public async Task AChangedFingerprintOpensASweepOverEverythingAgain()
    {
        var channel = await scene.ChannelAsync("changed", 400);
        await scene.CoverAsync(channel.Id, 1, 400);

        await scene.SeenAsync(channel, top: 410, fingerprint: "f2");
        await scene.Reconciler.TickAsync(default);

        var command = await SentAsync(command => command.Channel.Id == channel.Id && command.UpTo == 410);
        Assert.Equal(new Sweep(2, 1, 410), command.Sweep);
        Assert.Equal(0, command.After);
        await scene.CoverAsync(channel.Id, 1, 410, sweep: 2);
        await scene.Reconciler.TickAsync(default);
        Assert.Equal(0, await scene.RangesAsync("channel_id = @Id", channel));
    }

    [Fact]
    public async Task AnUnchangedFingerprintNeedsNothing()
    {
        var channel = await scene.ChannelAsync("unchanged", 400);
        await scene.CoverAsync(channel.Id, 1, 400);

        await scene.SeenAsync(channel, top: 400, fingerprint: "f1");
        await scene.Reconciler.TickAsync(default);

        Assert.Equal(0, await scene.RangesAsync("channel_id = @Id", channel));
    }

    [Fact]
    public async Task ImagesThatLeftNoRowAreRequestedAgainBeforeTheRangeIsOver()
    {
        var channel = await scene.ChannelAsync("pictures", 400);
        await scene.Reconciler.TickAsync(default);
        await scene.ExecuteAsync(
            "insert into messages (channel_id, message_id, posted_at, kind, text, observed_at, image_id) values (@Id, 5, now(), 'message', '', now(), 'sha256:5')",
            channel);
        await scene.CoverAsync(channel.Id, 1, 400);

        await scene.Reconciler.TickAsync(default);

        Assert.True(await scene.Bus.Published.Any<ImageRequested>(image => image.Context.Message is { ImageId: "sha256:5", MessageId: 5 }));
        await scene.ExecuteAsync("insert into images (image_id, state, channel_id, message_id) values ('sha256:5', 'wanted', @Id, 5)", channel);
        await scene.Reconciler.TickAsync(default);
        Assert.Equal(0, await scene.RangesAsync("channel_id = @Id", channel));
    }

    [Fact]
    public async Task AfterAStartImagesAreRequestedAtOnceHoweverLongTheWaitHadGrown()
    {
        var channel = await scene.ChannelAsync("pictures", 400);
        await scene.ExecuteAsync(
            """
            insert into messages (channel_id, message_id, posted_at, kind, text, observed_at, image_id) values (@Id, 6, now(), 'message', '', now(), 'sha256:6');
            insert into ranges (channel_id, span, sweep, covered_at, image_rounds) values (@Id, '[1,401)', 1, now() + interval '1 hour', 6)
            """,
            channel);
        await scene.CoverAsync(channel.Id, 1, 400);

        await scene.Outstanding.ForgetAsync(default);
        await scene.Reconciler.TickAsync(default);

        Assert.True(await scene.Bus.Published.Any<ImageRequested>(image => image.Context.Message.ImageId == "sha256:6"));
        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and image_rounds = 1", channel));
    }

    // Writer stores a range that was finished after all others.
    async Task LaterAsync(ChannelRow channel, int message)
    {
        await scene.ExecuteAsync("insert into ranges (channel_id, span, sweep, sent_at, finished_at) values (@Id, int4range(@message, @message, '[]'), 1, now(), clock_timestamp())", new { channel.Id, message });
        await scene.CoverAsync(channel.Id, message, message);
    }

    Task<CollectChannel> SentAsync(Func<CollectChannel, bool> condition) => scene.SentAsync(condition);
}
