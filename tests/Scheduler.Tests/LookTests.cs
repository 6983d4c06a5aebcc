using Collector.Contracts;
using Collector.Testing;

namespace Collector.Scheduler.Tests;

public sealed class LookTests : IAsyncLifetime
{
    readonly Scene scene = new();

    public ValueTask InitializeAsync() => scene.InitializeAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task AnAccountThatCanReadTheChannelLooksAtItHoweverBusy()
    {
        var (idle, able) = (await scene.AccountAsync(), await scene.AccountAsync(limit: 1));
        await scene.LiveChannelAsync("busy", 100_000, able);
        var channel = await DueAsync("known");
        await scene.ReachAsync(able, channel, "readable");

        await TickAsync();

        Assert.Equal(able, (await LookAsync(channel, round: 1)).Channel.AccountId);
        Assert.NotEqual(idle, able);
    }

    [Fact]
    public async Task LooksAtNewChannelsAreSharedOut()
    {
        foreach (var limit in new[] { 4, 4, 8 })
            await scene.AccountAsync(limit);
        for (var number = 0; number < 40; number++)
            await DueAsync($"new{number}");

        await TickAsync();

        Assert.Equal([10, 10, 20], await scene.QueryAsync<int>("select count(*)::int from ranges where span is null group by account_id order by account_id"));
    }

    [Fact]
    public async Task LooksAtNewChannelsTakeHalfOfThePlacesWhereNamesAreScarce()
    {
        foreach (var limit in new[] { 4, 4, 8 })
            await scene.AccountAsync(limit);
        await scene.ExecuteAsync("insert into account_gates (account_id, call_class, rate) select id, 'resolve', 0.1 from accounts");
        for (var number = 0; number < 40; number++)
            await DueAsync($"new{number}");

        await TickAsync();
        Assert.Equal([2, 2, 4, 32], await scene.QueryAsync<int>("select count(*)::int from ranges where span is null group by account_id order by account_id"));

        await scene.ExecuteAsync("insert into account_channels (account_id, channel_id, state) select account_id, channel_id, 'readable' from ranges where account_id is not null; delete from ranges where account_id is not null");
        await TickAsync();
        Assert.Equal([2, 2, 4, 24], await scene.QueryAsync<int>("select count(*)::int from ranges where span is null group by account_id order by account_id"));
    }

    [Fact]
    public async Task WhatOneAccountCannotReadTheNextOneMay()
    {
        var (first, second) = (await scene.AccountAsync(), await scene.AccountAsync());
        var channel = await DueAsync("members-only");
        await TickAsync();
        var look = await LookAsync(channel, round: 1);
        Assert.Equal(first, look.Channel.AccountId);

        await SeeAsync(look, "private");
        await TickAsync();
        look = await LookAsync(channel, round: 2);
        Assert.Equal(second, look.Channel.AccountId);
        Assert.Equal(("active", null), await StateAsync(channel));

        await SeeAsync(look, "active", reported: 77);
        await TickAsync();

        Assert.Equal([(first, "private"), (second, "readable")], await ReachAsync(channel));
        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and span is not null and account_id = @second", new { channel.Id, second }));
        Assert.Equal(77, Assert.Single(await scene.Channels.FindAsync("members-only", default)).ReportedMessages);
    }

    [Fact]
    public async Task WhatIsHiddenFromOneAccountIsWantedWhileAnotherSeesIt()
    {
        var (early, late) = (await scene.AccountAsync(), await scene.AccountAsync());
        var channel = await scene.LiveChannelAsync("grown", 300, early, late);

        Assert.Equal(1, await FirstAsync(early, sees: 1));
        Assert.Equal(1, await FirstAsync(late, sees: 201));
        await scene.ExecuteAsync("update accounts set state = 'logged_out' where id = @early", new { early });
        Assert.Equal(201, await FirstAsync(late, sees: 201));

        async Task<int> FirstAsync(int account, int sees)
        {
            await scene.Sightings.SeenAsync(new(0, channel.Id, "active", null, null, null, null, sees, 300, null, null, DateTimeOffset.UtcNow, account), default);
            return Assert.Single(await scene.Channels.FindAsync("grown", default)).FirstMessageId;
        }
    }

    [Fact]
    public async Task WhatIsHiddenFromWhoeverLookedTheOthersAreAskedFor()
    {
        var late = await scene.AccountAsync();
        var channel = await DueAsync("grown");
        await TickAsync();
        await SeeAsync(await LookAsync(channel, round: 1), "active", first: 101);
        var early = await scene.AccountAsync();
        await scene.AccountAsync();

        await TickAsync();
        await SeeAsync(await scene.SentAsync(sent => sent.Channel.AccountId == early && sent.UpTo is null), "active");
        await TickAsync();

        Assert.Equal([(late, "readable"), (early, "readable")], await ReachAsync(channel));
        Assert.Equal(0, await scene.RangesAsync("channel_id = @Id and span is null", channel));
        Assert.Equal(1, Assert.Single(await scene.Channels.FindAsync("grown", default)).FirstMessageId);
    }

    [Fact]
    public async Task AChannelThatItsOnlyReaderHasLostIsLookedAtByAnother()
    {
        var reader = await scene.AccountAsync();
        var channel = await DueAsync("lost");
        await TickAsync();
        await SeeAsync(await LookAsync(channel, round: 1), "active");
        // All is read, and images may be left.
        await scene.CoverAsync(channel.Id, 1, 300);
        var other = await scene.AccountAsync();
        await scene.ReachAsync(reader, channel, "private");

        await TickAsync();

        Assert.NotNull(await scene.SentAsync(sent => sent.Channel.AccountId == other && sent.UpTo is null));
    }

    [Fact]
    public async Task AChannelThatNobodyCanReadIsGivenUpAndTriedAnewByAllWhenAsked()
    {
        var (first, second) = (await scene.AccountAsync(), await scene.AccountAsync());
        var channel = await DueAsync("closed");
        foreach (var (round, account) in new[] { (1, first), (2, second) })
        {
            await TickAsync();
            var look = await LookAsync(channel, round);
            Assert.Equal(account, look.Channel.AccountId);
            await SeeAsync(look, "private", problem: "closed: only members can read it");
        }

        await TickAsync();
        Assert.Equal(("private", "closed: only members can read it"), await StateAsync(channel));
        Assert.Equal(0, await scene.RangesAsync("channel_id = @Id", channel));

        await scene.Channels.CollectAsync(channel.Id, default);
        await TickAsync();
        var again = await scene.SentAsync(sent => sent.Channel.Id == channel.Id && sent.Round == 1 && sent.UpTo is null);
        Assert.Equal(first, again.Channel.AccountId);
    }

    [Fact]
    public async Task AChannelGivenUpIsTriedAnewWhenItIsDue()
    {
        var account = await scene.AccountAsync();
        var channel = await DueAsync("later");
        await scene.ReachAsync(account, channel, "private");
        await scene.ExecuteAsync("update channels set state = 'private' where id = @Id", channel);

        await TickAsync();
        await SeeAsync(await LookAsync(channel, round: 1), "active");

        Assert.Equal(("active", null), await StateAsync(channel));
    }

    [Fact]
    public async Task AChannelIsNotGivenUpWhileTheAccountThatCanReadItOnlyWaits()
    {
        var (member, stranger) = (await scene.AccountAsync(limit: 0), await scene.AccountAsync());
        var channel = await DueAsync("patient");
        await scene.ReachAsync(member, channel, "readable");
        await scene.ReachAsync(stranger, channel, "private");

        await TickAsync();
        Assert.Equal(("active", null), await StateAsync(channel));
        Assert.Equal(1, await scene.RangesAsync("channel_id = @Id and span is null and account_id is null and sent_at is null", channel));

        await scene.AnnounceAsync(member, 4);
        await TickAsync();
        Assert.Equal(member, (await LookAsync(channel, round: 1)).Channel.AccountId);
    }

    [Fact]
    public async Task WithoutAnAccountTelegramWaitsWithoutAnError()
    {
        var account = await scene.AccountAsync(limit: 0);
        var channel = await DueAsync("lonely");
        await scene.ExecuteAsync("update channels set last_error = 'as it was' where id = @Id", channel);

        await TickAsync();
        await TickAsync();

        Assert.Equal(("active", "as it was"), await StateAsync(channel));
        Assert.Equal(["Telegram channels wait: the account waits for Telegram, or no collector holds it"], scene.Waits);

        await scene.ExecuteAsync("update accounts set state = 'logged_out'");
        await TickAsync();
        Assert.Equal("Telegram channels wait: no account is logged in", scene.Waits[^1]);

        await scene.ExecuteAsync("update accounts set state = 'active'");
        await scene.AnnounceAsync(account, 4);
        await TickAsync();
        Assert.Equal(account, (await LookAsync(channel, round: 1)).Channel.AccountId);
        Assert.Equal(2, scene.Waits.Count);
    }

    [Fact]
    public async Task AChannelWhoseOnlyReaderIsLostWaitsAndSaysSoOnce()
    {
        var (reader, stranger) = (await scene.AccountAsync(), await scene.AccountAsync());
        var channel = await scene.LiveChannelAsync("left-behind", 50_000, reader);
        await scene.ReachAsync(stranger, channel, "left");
        await scene.LiveChannelAsync("well", 1_000, stranger);
        await TickAsync();
        Assert.Empty(scene.Waits);

        await scene.AnnounceAsync(reader, 0);
        await TickAsync();
        await TickAsync();

        Assert.Equal(["left-behind waits: no account at work can read it"], scene.Waits);
        Assert.Equal(0, await scene.RangesAsync("channel_id = @Id", channel));
        Assert.Equal(("active", null), await StateAsync(channel));
    }

    [Fact]
    public async Task ALookGoesOnWithAnotherAccountWhenItsOwnIsGone()
    {
        var (first, second) = (await scene.AccountAsync(), await scene.AccountAsync(limit: 0));
        var channel = await DueAsync("interrupted");
        await TickAsync();
        Assert.Equal(first, (await LookAsync(channel, round: 1)).Channel.AccountId);

        await scene.AnnounceAsync(first, 0);
        await scene.AnnounceAsync(second, 4);
        await TickAsync();

        Assert.Equal(second, (await LookAsync(channel, round: 2)).Channel.AccountId);
    }

    [Fact]
    public async Task ALookThatIsHandedBackGoesToAnotherAccount()
    {
        var (first, second) = (await scene.AccountAsync(), await scene.AccountAsync(limit: 0));
        var channel = await DueAsync("handed-back");
        await TickAsync();
        var look = await LookAsync(channel, round: 1);

        await scene.AnnounceAsync(first, 0);
        await scene.AnnounceAsync(second, 4);
        await scene.PublishAsync(new RangeReleased(look.RangeId, 1, ReleaseReason.Waiting, DateTimeOffset.UtcNow.AddHours(1)));
        await scene.UntilAsync("select account_id is null and round = 2 from ranges where id = @RangeId", look);
        await scene.ExecuteAsync("update ranges set not_before = not_before - interval '30 seconds'");
        await TickAsync();

        Assert.Equal(second, (await LookAsync(channel, round: 2)).Channel.AccountId);
    }

    [Fact]
    public async Task ALookThatIsHandedBackDoesNotGoRoundAndRoundWithItsOnlyAccount()
    {
        await scene.AccountAsync();
        var channel = await DueAsync("names-flood");
        await TickAsync();
        var look = await LookAsync(channel, round: 1);

        await scene.PublishAsync(new RangeReleased(look.RangeId, 1, ReleaseReason.Waiting, DateTimeOffset.UtcNow.AddDays(1)));
        await scene.UntilAsync("select account_id is null and round = 2 from ranges where id = @RangeId", look);
        await TickAsync();

        Assert.Equal(1, await scene.RangesAsync("id = @RangeId and account_id is null and sent_at is null and not_before between now() + interval '20 seconds' and now() + interval '30 seconds'", new { look.RangeId }));
    }

    [Fact]
    public async Task WhoseNamesMustWaitIsNotAskedForThemAndTheyStopNothingElse()
    {
        var (blocked, free) = (await scene.AccountAsync(), await scene.AccountAsync(limit: 0));
        await BlockAsync(blocked, "resolve");
        var read = await scene.LiveChannelAsync("read", 100_000, blocked);
        for (var number = 0; number < 20; number++)
            await DueAsync($"new{number}");

        await TickAsync();
        Assert.Equal(20, await scene.RangesAsync("span is null and account_id is null", new { }));
        Assert.Equal(8, await scene.RangesAsync("channel_id = @Id and span is not null", read));
        Assert.All(await scene.Channels.ListAsync(default), channel => Assert.Equal("active", channel.State));

        await scene.AnnounceAsync(free, 4);
        await TickAsync();
        Assert.Equal(20, await scene.RangesAsync("span is null and account_id = @free", new { free }));
    }

    [Fact]
    public async Task WhoseNamesMustWaitTakesNothingFromThoseWhoRead()
    {
        var (reader, blocked) = (await scene.AccountAsync(), await scene.AccountAsync());
        await BlockAsync(blocked, "resolve");
        for (var number = 0; number < 10; number++)
            await scene.LiveChannelAsync($"read{number}", 100_000, reader);
        await scene.ExecuteAsync("update channels set first_message_id = 2 where handle = 'read9'");

        await TickAsync();

        Assert.Equal([(reader, 8)], await scene.QueryAsync<(int, int)>("select account_id, count(*)::int from ranges group by account_id"));
    }

    [Fact]
    public async Task ALookWaitsWhileWhatChannelsSayOfThemselvesMust()
    {
        var (blocked, other) = (await scene.AccountAsync(), await scene.AccountAsync(limit: 0));
        await BlockAsync(blocked, "other");
        var channel = await DueAsync("known");
        await scene.ReachAsync(blocked, channel, "readable");
        await scene.ReachAsync(other, channel, "readable");

        await TickAsync();
        Assert.Equal(1, await scene.RangesAsync("span is null and account_id is null", new { }));

        await scene.AnnounceAsync(other, 4);
        await TickAsync();
        Assert.Equal(other, (await LookAsync(channel, round: 1)).Channel.AccountId);
    }

    [Fact]
    public async Task AmongEqualsLooksWhoLookedLongestAgo()
    {
        var (first, second) = (await scene.AccountAsync(), await scene.AccountAsync());
        await scene.LiveChannelAsync("seen", 0, second, first);
        await scene.ExecuteAsync("update account_channels set checked_at = now() - case account_id when @second then interval '2 hours' else interval '1 hour' end", new { second });

        var channel = await DueAsync("new");
        await TickAsync();

        Assert.Equal(second, (await LookAsync(channel, round: 1)).Channel.AccountId);
    }

    [Fact]
    public async Task AChannelGivenUpIsTriedOnceADayHoweverOftenOthersAre()
    {
        await scene.AccountAsync();
        var (well, gone, never) = (await DueAsync("well"), await DueAsync("gone"), await DueAsync("never"));
        await scene.ExecuteAsync("update channels set every = case when id = @Id then '0' else interval '1 hour' end", never);
        await scene.ExecuteAsync("update channels set state = 'gone' where id <> @Id", well);

        await TickAsync();

        Assert.Equal(
            [(well.Id, 1), (gone.Id, 24), (never.Id, null)],
            await scene.QueryAsync<(int, double?)>("select id, round(extract(epoch from next_due_at - now()) / 3600)::float8 from channels order by id"));
    }

    [Fact]
    public async Task ALookIsDueThoughTheServersClockWasSetBackSinceTheLastOne()
    {
        await scene.AccountAsync();
        var channel = await DueAsync("time-travel");
        await scene.ExecuteAsync("update channels set next_due_at = now() + interval '3 days', last_seen_at = now() + interval '3 days' where id = @Id", channel);

        await TickAsync();
        await SeeAsync(await LookAsync(channel, round: 1), "active");

        Assert.Equal(300, (await scene.QueryAsync<int>("select top_message_id from channels where id = @Id", channel))[0]);
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("logged_out")]
    public async Task AChannelIsNotGivenUpWhileTheAccountThatCanReadItIsAway(string state)
    {
        var (member, stranger) = (await scene.AccountAsync(limit: 0), await scene.AccountAsync());
        var channel = await DueAsync("left-alone");
        await scene.ReachAsync(member, channel, "readable");
        await scene.ReachAsync(stranger, channel, "private");
        await scene.ExecuteAsync("update accounts set state = @state where id = @member", new { state, member });

        await TickAsync();

        Assert.Equal(("active", $"account {member}, which can read it, is {state.Replace('_', ' ')}"), await StateAsync(channel));
        Assert.Equal(0, await scene.RangesAsync("channel_id = @Id", channel));
    }

    [Fact]
    public async Task TheOldPartOfAGroupThatNoAccountMaySeeIsTakenAwayAgain()
    {
        await scene.AccountAsync();
        var group = await DueAsync("grown");
        await TickAsync();
        var look = await LookAsync(group, round: 1);
        await scene.Sightings.SeenAsync(
            new(look.RangeId, group.Id, "active", "Grown", null, "supergroup", 88, 1, 300, null, null, DateTimeOffset.UtcNow, look.Channel.AccountId, null, new("-77", 77)), default);
        await TickAsync();
        var old = Assert.Single(await scene.Channels.FindAsync("-77", default));

        await SeeAsync(await LookAsync(old, round: 1), "private", problem: "is private");
        await TickAsync();

        Assert.Equal(("removed", "is private"), await StateAsync(old));
        Assert.Equal(("active", null), await StateAsync(group));
    }

    [Fact]
    public async Task NewestMessagesThatWereDeletedAreLookedForToo()
    {
        var account = await scene.AccountAsync();
        var channel = await scene.LiveChannelAsync("shortened", 1_000, account);

        await scene.Sightings.SeenAsync(new(0, channel.Id, "active", null, null, null, null, 1, 989, null, null, DateTimeOffset.UtcNow, account), default);
        await scene.Channels.SweepAsync(channel.Id, default);

        Assert.Equal((1_000, 1_000), (await scene.QueryAsync<(int, int)>("select top_message_id, sweep_top from channels where id = @Id", channel))[0]);
    }

    [Fact]
    public async Task AChannelThatItsOnlyReaderLosesMidwayIsGivenUp()
    {
        var account = await scene.AccountAsync();
        var channel = await scene.LiveChannelAsync("a", 5000, account);
        await scene.ExecuteAsync("update channels set last_seen_at = now(), every = null");
        await scene.Reconciler.TickAsync(default);
        var sent = await scene.SentAsync(command => command.UpTo is not null);
        await scene.ExecuteAsync("update account_channels set state = 'private', last_error = 'a: is private'");
        await scene.Outstanding.ReleasedAsync(new(sent.RangeId, sent.Round, ReleaseReason.AccountLost, null, "a: is private"), default);

        await Eventually.EqualAsync(("private", "a: is private"), async () =>
        {
            await TickAsync();
            return await StateAsync(channel);
        });
    }

    [Fact]
    public async Task WhatIsHiddenIsNotedAlsoWhereTheCollectorsClockIsBehind()
    {
        var (all, some) = (await scene.AccountAsync(), await scene.AccountAsync());
        var channel = await scene.LiveChannelAsync("a", 5000, all);
        // As it is noted in the look, before its answer.
        await scene.ExecuteAsync("insert into account_channels (account_id, channel_id, kind, peer_id, access_hash, state, checked_at) values (@some, @Id, 'channel', 1, 1, 'readable', now())", new { some, channel.Id });

        await scene.Sightings.SeenAsync(new(0, channel.Id, "active", null, null, "supergroup", 1, 3000, 5000, null, null, DateTimeOffset.UtcNow.AddSeconds(-2), some), default);

        Assert.Equal([3000], await scene.QueryAsync<int?>("select first_message_id from account_channels where account_id = @some", new { some }));
    }

    Task<bool> TickAsync() => scene.Reconciler.TickAsync(default);

    async Task<ChannelRow> DueAsync(string name) =>
        await scene.Channels.AddAsync(new(SourceNames.Telegram, "@" + name, name, name, null, null, null), default);

    Task BlockAsync(int account, string callClass) =>
        scene.ExecuteAsync("insert into account_gates (account_id, call_class, blocked_until) values (@account, @callClass, now() + interval '17 hours')", new { account, callClass });

    Task<CollectChannel> LookAsync(ChannelRow channel, int round) =>
        scene.SentAsync(sent => sent.Channel.Id == channel.Id && sent.UpTo is null && sent.Round == round);

    Task SeeAsync(CollectChannel look, string state, string? problem = null, int? reported = null, int first = 1) => scene.Sightings.SeenAsync(
        new(look.RangeId, look.Channel.Id, state, null, null, null, null, first, 300, null, problem, DateTimeOffset.UtcNow, look.Channel.AccountId, reported), default);

    async Task<(string State, string? Error)> StateAsync(ChannelRow channel) =>
        (await scene.QueryAsync<(string, string?)>("select state, last_error from channels where id = @Id", channel))[0];

    Task<IReadOnlyList<(int, string)>> ReachAsync(ChannelRow channel) =>
        scene.QueryAsync<(int, string)>("select account_id, state from account_channels where channel_id = @Id order by 1", channel);
}
