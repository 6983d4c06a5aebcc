using Collector.Contracts;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Scheduler.Tests;

public sealed class PoolTests : IAsyncLifetime
{
    readonly Scene scene = new();

    public ValueTask InitializeAsync() => scene.InitializeAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task AChannelIsReadByTheAccountThatCanAtTheAccountsOwnQueue()
    {
        var (able, unable) = (await scene.AccountAsync(limit: 2), await scene.AccountAsync());
        var channel = await scene.LiveChannelAsync("private", 100_000, able);
        await scene.ReachAsync(unable, channel, "private");

        await TickAsync();

        Assert.Equal([(able, 4L)], await GivenAsync());
        var command = await scene.SentAsync(sent => sent.Channel.Id == channel.Id);
        Assert.Equal(able, command.Channel.AccountId);
        Assert.Null(command.Fingerprint);
        Assert.True(await scene.Bus.Sent.Any<CollectChannel>(sent => sent.Context.DestinationAddress!.AbsolutePath.EndsWith($"/collect-channel-account-{able}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AfterAStartInOneProcessAnAccountGetsNothingBeforeItHasAnnouncedItselfAgain()
    {
        await using var starting = new Scene { Listen = TimeSpan.FromMinutes(1) };
        await starting.InitializeAsync();
        var account = await starting.AccountAsync(limit: 1);
        await starting.LiveChannelAsync("live", 100_000, account);
        await starting.Reconciler.TickAsync(default);
        await starting.Outstanding.ForgetAsync(default);
        await starting.Collectors.ForgetAsync(default);
        await starting.ExecuteAsync("update collectors set seen_at = now() where account_id is null");

        await starting.Reconciler.TickAsync(default);
        var before = await CommandsAsync();
        await starting.AnnounceAsync(account, limit: 1);
        await starting.Reconciler.TickAsync(default);

        Assert.Equal((Given: 2, Sent: 0), before);
        Assert.Equal((Given: 2, Sent: 2), await CommandsAsync());

        async Task<(int Given, int Sent)> CommandsAsync() =>
            (await starting.RangesAsync("account_id = @account", new { account }), await starting.RangesAsync("account_id = @account and sent_at is not null", new { account }));
    }

    [Fact]
    public async Task ExportsAndAccountsHavePlacesOfTheirOwn()
    {
        var account = await scene.AccountAsync(limit: 3);
        var export = await scene.ChannelAsync("export", 100_000);
        await scene.LiveChannelAsync("live", 100_000, account);

        await TickAsync();

        Assert.Equal(8, await scene.RangesAsync("channel_id = @Id and account_id is null", export));
        Assert.Equal([(account, 6L)], await GivenAsync());
        Assert.Null((await scene.SentAsync(sent => sent.Channel.Id == export.Id)).Channel.AccountId);
    }

    [Fact]
    public async Task AChannelWhoseAccountIsBusyBlocksNobody()
    {
        var (busy, free) = (await scene.AccountAsync(limit: 1), await scene.AccountAsync(limit: 1));
        for (var number = 0; number < 20; number++)
            await scene.ReachAsync(free, await scene.LiveChannelAsync($"many{number}", 50_000, busy), "private");
        var last = await scene.LiveChannelAsync("last", 50_000, free);
        await scene.ReachAsync(busy, last, "private");

        await TickAsync();

        Assert.Equal([(busy, 2L), (free, 2L)], await GivenAsync());
        Assert.Equal(2, await scene.RangesAsync("channel_id = @Id", last));
    }

    [Fact]
    public async Task AnAccountThatIsIdleWhileTheAbleOnesAreFullTriesTheChannel()
    {
        var (able, idle) = (await scene.AccountAsync(limit: 1), await scene.AccountAsync(limit: 1));
        var channel = await scene.LiveChannelAsync("public", 100_000, able);

        for (var tick = 0; tick < 3; tick++)
            await TickAsync();
        Assert.Equal(1, await scene.RangesAsync("span is null and account_id = @idle", new { idle }));
        Assert.Equal([(able, 2L), (idle, 1L)], await GivenAsync());

        await SeeAsync(channel, idle, "active", top: 100_000);
        await TickAsync();

        Assert.Equal(2, await scene.RangesAsync("span is not null and account_id = @idle", new { idle }));
    }

    [Fact]
    public async Task MuchWorkIsLeftInPartForAccountsThatHaveNotTriedTheChannelYet()
    {
        var accounts = new List<int>();
        while (accounts.Count < 4)
            accounts.Add(await scene.AccountAsync());
        var channel = await scene.LiveChannelAsync("much", 20_000, accounts[0]);

        for (var tick = 0; tick < 3; tick++)
            await TickAsync();
        Assert.Equal([(accounts[0], 5L), (accounts[1], 1L)], await GivenAsync());

        foreach (var account in accounts.Skip(1))
        {
            await SeeAsync(channel, account, "active", top: 20_000);
            await TickAsync();
        }

        Assert.All(await GivenAsync(), given => Assert.InRange(given.Ranges, 3, 5));
        Assert.Equal(20_000, (await scene.QueryAsync<int>("select sum(upper(span) - lower(span))::int from ranges"))[0]);
    }

    [Fact]
    public async Task WhatOthersTurnOutNotToReadIsTheAbleOnesAgain()
    {
        var (able, unable) = (await scene.AccountAsync(), await scene.AccountAsync());
        var channel = await scene.LiveChannelAsync("much", 20_000, able);
        await TickAsync();

        await SeeAsync(channel, unable, "private", top: 0);
        await TickAsync();
        // The look that found nothing is the able one's next.
        await SeeAsync(channel, able, "active", top: 20_000);
        await TickAsync();

        Assert.Equal([(able, 8L)], await scene.QueryAsync<(int, long)>("select account_id, count(*) from ranges where span is not null group by 1"));
    }

    [Fact]
    public async Task WhatADeadAccountWasGivenGoesToAnotherThatCan()
    {
        var (dying, other, unable) = (await scene.AccountAsync(), await scene.AccountAsync(limit: 0), await scene.AccountAsync());
        var channel = await scene.LiveChannelAsync("moved", 3_000, dying, other);
        await scene.ReachAsync(unable, channel, "private");
        await TickAsync();
        Assert.Equal([(dying, 3L)], await GivenAsync());

        await scene.AnnounceAsync(dying, 0);
        await scene.AnnounceAsync(other, 4);
        await TickAsync();

        Assert.Equal([(other, 3L)], await GivenAsync());
        Assert.Equal(3_000, (await scene.QueryAsync<int>("select sum(upper(span) - lower(span))::int from ranges"))[0]);
    }

    [Fact]
    public async Task AnAccountThatWasSilentForHalfAMinuteIsGone()
    {
        var (silent, other) = (await scene.AccountAsync(), await scene.AccountAsync(limit: 0));
        await scene.LiveChannelAsync("silent", 3_000, silent, other);
        await TickAsync();

        await scene.ExecuteAsync("update collectors set seen_at = now() - interval '31 seconds' where account_id = @silent", new { silent });
        await scene.AnnounceAsync(other, 4);
        await TickAsync();

        Assert.Equal([(other, 3L)], await GivenAsync());
    }

    [Fact]
    public async Task ASchedulerThatHasJustBegunToListenDoesNotTakeEverybodyForDead()
    {
        var account = await scene.AccountAsync();
        await scene.LiveChannelAsync("unheard", 3_000, account);
        await TickAsync();
        await scene.ExecuteAsync("update collectors set seen_at = now() - interval '31 seconds' where account_id = @account", new { account });
        var time = new FakeTimeProvider();
        var listening = new Listening(time, Options.Create(new SchedulerOptions()));
        var moves = new Moves(scene.DataSource, listening);

        for (var second = 0; second < 30; second += 5)
        {
            listening.Tick();
            Assert.Empty(await moves.MoveAsync(default));
            time.Advance(TimeSpan.FromSeconds(5));
        }

        listening.Tick();
        time.Advance(TimeSpan.FromSeconds(11));
        listening.Tick();
        Assert.Empty(await moves.MoveAsync(default));
        for (var second = 0; second < 30; second += 5)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            listening.Tick();
        }

        Assert.Equal([(account, 3)], await moves.MoveAsync(default));
    }

    [Fact]
    public async Task WhatAnAccountMayNoLongerReadGoesToAnother()
    {
        var (banned, other) = (await scene.AccountAsync(), await scene.AccountAsync(limit: 0));
        var channel = await scene.LiveChannelAsync("banned", 3_000, banned, other);
        await scene.LiveChannelAsync("open", 1_000, banned);
        await TickAsync();
        await scene.AnnounceAsync(other, 4);

        await scene.ReachAsync(banned, channel, "banned");
        await TickAsync();

        Assert.Equal([(banned, 1L), (other, 3L)], await GivenAsync());
    }

    [Fact]
    public async Task WhatIsParkedOrReadToItsEndStaysWhenItsAccountGoes()
    {
        var account = await scene.AccountAsync();
        var channel = await scene.LiveChannelAsync("kept", 4_000, account);
        await TickAsync();
        await scene.ExecuteAsync("""
            update ranges set state = 'parked' where upper(span) = 4001;
            update ranges set finished_at = now() where lower(span) = 1;
            update ranges set covered_at = now() where upper(span) = 2001
            """);

        await scene.AnnounceAsync(account, 0);
        await scene.ExecuteAsync("insert into messages (channel_id, message_id, posted_at, kind, text, observed_at, image_id) values (@Id, 1500, now(), 'message', '', now(), 'tg:1')", channel);
        await TickAsync();

        Assert.Equal(3, await scene.RangesAsync("channel_id = @Id", channel));
    }

    [Theory]
    [InlineData(ReleaseReason.Waiting)]
    [InlineData(ReleaseReason.AccountLost)]
    public async Task WhatAnAccountHandsBackIsGivenToAnother(ReleaseReason reason)
    {
        var (waiting, other) = (await scene.AccountAsync(limit: 1), await scene.AccountAsync(limit: 0));
        var channel = await scene.LiveChannelAsync("flooded", 1_000, waiting, other);
        await TickAsync();
        var command = await scene.SentAsync(sent => sent.Channel.Id == channel.Id);

        await scene.AnnounceAsync(waiting, 0);
        await scene.AnnounceAsync(other, 1);
        await scene.PublishAsync(new RangeReleased(command.RangeId, 1, reason, DateTimeOffset.UtcNow.AddHours(1)));
        await scene.UntilAsync("select not exists (select from ranges where id = @RangeId and round = 1)", command);
        await TickAsync();

        Assert.Equal(other, (await scene.SentAsync(sent => sent.Channel.Id == channel.Id && sent.RangeId != command.RangeId)).Channel.AccountId);
    }

    [Fact]
    public async Task AMemberWhoCameLaterReadsOnlyWhatItMaySee()
    {
        var (early, late) = (await scene.AccountAsync(limit: 0), await scene.AccountAsync());
        var channel = await scene.LiveChannelAsync("grown", 3_000, early, late);
        await scene.ExecuteAsync("update account_channels set first_message_id = 1501 where account_id = @late", new { late });

        await TickAsync();
        Assert.Equal([(late, 2_001)], await scene.QueryAsync<(int, int)>("select account_id, lower(span) from ranges"));

        await scene.AnnounceAsync(early, 4);
        await TickAsync();
        Assert.Equal([(early, 1), (early, 1_001), (late, 2_001)], await scene.QueryAsync<(int, int)>("select account_id, lower(span) from ranges order by 2"));
        Assert.Equal(3, await scene.RangesAsync("channel_id = @Id", channel));
    }

    [Fact]
    public async Task ARangeWhoseAccountWaitsOnlyForLookUpsGoesRoundEveryHalfMinuteAndThenToAnother()
    {
        var account = await scene.AccountAsync(limit: 1);
        var channel = await scene.LiveChannelAsync("half-flooded", 1_000, account);
        await TickAsync();
        var command = await scene.SentAsync(sent => sent.Channel.Id == channel.Id);

        await scene.PublishAsync(new RangeReleased(command.RangeId, 1, ReleaseReason.Waiting, DateTimeOffset.UtcNow.AddHours(1)));
        await scene.UntilAsync("select exists (select from ranges where id = @RangeId and round = 2 and sent_at is null and not_before between now() + interval '20 seconds' and now() + interval '30 seconds')", command);
        await TickAsync();
        Assert.Equal(1, await scene.RangesAsync("sent_at is null", new { }));

        await scene.PublishAsync(new RangeReleased(command.RangeId, 2, ReleaseReason.Waiting, DateTimeOffset.UtcNow.AddHours(1)));
        await scene.UntilAsync("select not exists (select from ranges where id = @RangeId)", command);
    }

    [Fact]
    public async Task RangesThatWaitForTheirImagesTakeNoShareOfTheWork()
    {
        var reader = await scene.AccountAsync();
        await scene.AccountAsync();
        var channel = await scene.LiveChannelAsync("pictures", 100_000, reader);
        await scene.ExecuteAsync("""
            insert into ranges (channel_id, span, sweep, account_id, state, covered_at, finished_at) select @Id, int4range(n * 1000, n * 1000 + 1000), 1, @reader, 'outstanding', now(), now() from generate_series(1, 15) n;
            insert into messages (channel_id, message_id, posted_at, kind, text, observed_at, image_id) select @Id, n * 1000 + 5, now(), 'message', '', now(), 'tg:' || n from generate_series(1, 15) n
            """, new { channel.Id, reader });
        await scene.CoverAsync(channel.Id, 1_000, 15_999);

        await TickAsync();

        Assert.InRange(await scene.RangesAsync("span is not null and covered_at is null and account_id = @reader", new { reader }), 1, 8);
    }

    [Fact]
    public async Task ARemovedAccountLeavesNothingBehind()
    {
        var account = await scene.AccountAsync();
        var channel = await scene.LiveChannelAsync("orphan", 3_000, account);
        await TickAsync();

        await scene.ExecuteAsync("delete from accounts where id = @account", new { account });
        await scene.AnnounceAsync(account, 4);
        await TickAsync();

        Assert.Equal(0, await scene.RangesAsync("channel_id = @Id", channel));
        Assert.Empty(await scene.QueryAsync<int>("select account_id from collectors where account_id is not null"));
    }

    [Fact]
    public async Task ACollectorOfTheFutureIsNotAtWork()
    {
        var (gone, alive) = (await scene.AccountAsync(limit: 0), await scene.AccountAsync());
        await scene.ExecuteAsync("insert into collectors (instance_id, concurrency_limit, sources, account_id, seen_at) values ('gone', 4, '{telegram}', @gone, now() + interval '1 day')", new { gone });
        await scene.LiveChannelAsync("a", 50_000, gone, alive);

        await scene.Reconciler.TickAsync(default);

        Assert.Equal((0, true), (await scene.RangesAsync("account_id = @gone", new { gone }), await scene.RangesAsync("account_id = @alive", new { alive }) > 0));
    }

    Task<bool> TickAsync() => scene.Reconciler.TickAsync(default);

    async Task SeeAsync(ChannelRow channel, int account, string state, int top)
    {
        var look = (await scene.QueryAsync<long>("select id from ranges where channel_id = @Id and span is null", channel))[0];
        await scene.Sightings.SeenAsync(new(look, channel.Id, state, null, null, null, null, 1, top, null, null, DateTimeOffset.UtcNow, account), default);
    }

    Task<IReadOnlyList<(int Account, long Ranges)>> GivenAsync() =>
        scene.QueryAsync<(int, long)>("select account_id, count(*) from ranges where account_id is not null group by 1 order by 1");
}
