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
        await scene.ExecuteAsync("update collectors set seen_at = now() + interval '1 day'");
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
            await scene.CoverAsync(other.Id, 1, 400);
            await scene.Reconciler.TickAsync(default);
        }

        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and state = 'parked'", channel));
        Assert.Contains("ids 1..400", (await scene.Channels.FindAsync("poisoned", default))!.LastError, StringComparison.Ordinal);
        await scene.Reconciler.TickAsync(default);
        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id", channel));

        await scene.Channels.CollectAsync(channel.Id, default);
        await scene.ExecuteAsync("update channels set next_due_at = null");
        await scene.Reconciler.TickAsync(default);
        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and state = 'outstanding' and round = 1", channel));
    }

    [Fact]
    public async Task AFinishedRangeWaitsAsLongAsNobodyStoresAnything()
    {
        var channel = await scene.ChannelAsync("waiting", 400);
        await scene.Reconciler.TickAsync(default);
        var command = await SentAsync(command => command.Channel.Id == channel.Id);
        await scene.PublishAsync(new RangeReleased(command.RangeId, 1, ReleaseReason.Finished));
        await scene.UntilAsync("select finished_at is not null from ranges where id = @RangeId", command);

        await scene.Reconciler.TickAsync(default);

        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and round = 1 and failed_rounds = 0", channel));
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
        Assert.Null((await scene.Channels.FindAsync("broken", default))!.LastError);
    }

    [Fact]
    public async Task AFaultedCommandParksItsRangeAtOnce()
    {
        var channel = await scene.ChannelAsync("broken", 400);

        await scene.Reconciler.TickAsync(default);

        await scene.UntilAsync("select state = 'parked' and error = 'the file is gone' from ranges where channel_id = @Id", channel);
        Assert.Equal("the file is gone", (await scene.Channels.FindAsync("broken", default))!.LastError);
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

    Task<CollectChannel> SentAsync(Func<CollectChannel, bool> condition) => scene.SentAsync(condition);
}
