using Collector.Contracts;
using Collector.Testing;
using NpgsqlTypes;

namespace Collector.Scheduler.Tests;

public sealed class MergeTests : IAsyncLifetime
{
    const long TelegramId = 1_234_567;

    readonly Scene scene = new();

    public ValueTask InitializeAsync() => scene.InitializeAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task TelegramGoesOnFromTheGapsOfAnExport()
    {
        var account = await scene.AccountAsync();
        var export = await ExportAsync(first: 201, top: 2_300);
        await scene.CoverAsync(export.Id, 201, 1_000);
        await scene.ExecuteAsync("insert into messages (channel_id, message_id, posted_at, kind, text, observed_at) values (@Id, 300, now(), 'message', 'old', now())", export);
        await scene.Reconciler.TickAsync(default);
        await scene.ExecuteAsync("update ranges set state = 'parked', error = 'the folder is gone'");

        var seen = await SeeAsync(account, top: 2_500);
        await scene.Reconciler.TickAsync(default);

        var channel = Assert.Single(await scene.Channels.ListAsync(default));
        Assert.Equal((export.Id, SourceNames.Telegram, "@same"), (channel.Id, channel.Source, channel.Address));
        Assert.Equal((1, 2_500, 2_400, null), (channel.FirstMessageId, channel.TopMessageId, channel.ReportedMessages, channel.Fingerprint));
        Assert.Equal((1, null), (channel.Sweep, channel.LastError));
        Assert.Equal([(account, export.Id, "readable", 99L)], await scene.QueryAsync<(int, int, string, long)>("select account_id, channel_id, state, access_hash from account_channels"));
        Assert.Equal([(export.Id, 300)], await scene.QueryAsync<(int, int)>("select channel_id, message_id from messages"));
        Assert.Equal([new NpgsqlRange<int>(201, true, 1_001, false)], (await scene.QueryAsync<NpgsqlRange<int>[]>("select known from coverage")).Single());
        Assert.Equal(0, await scene.RangesAsync("channel_id = @ChannelId or state = 'parked' or account_id is distinct from @account", new { seen.ChannelId, account }));
        Assert.Equal([new NpgsqlRange<int>(1, true, 201, false), new NpgsqlRange<int>(1_001, true, 2_501, false)], (await scene.QueryAsync<NpgsqlRange<int>[]>("select range_agg(span) from ranges")).Single());
        var command = await scene.SentAsync(sent => sent.UpTo == 200);
        Assert.Equal((new ChannelRef(export.Id, "same", SourceNames.Telegram, "@same", TelegramId, account), null), (command.Channel, command.Fingerprint));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatAPartialExportMayLackIsReadFromTelegram(bool known)
    {
        var account = await scene.AccountAsync();
        var export = await ExportAsync(first: 201, top: 2_300);
        await scene.CoverAsync(export.Id, 201, 2_300);
        await scene.ExecuteAsync("update channels set partial = true");

        if (known)
        {
            await scene.Channels.AddAsync(new(SourceNames.Telegram, "@same", "same", "Same", null, TelegramId, null), default);
            await scene.ReachAsync(account, export, "readable");
        }
        else
            await SeeAsync(account, top: 2_500);
        await scene.Reconciler.TickAsync(default);

        var channel = Assert.Single(await scene.Channels.ListAsync(default));
        Assert.Equal((export.Id, SourceNames.Telegram, export.Sweep + 1), (channel.Id, channel.Source, channel.Sweep));
        NpgsqlRange<int>[] all = [known ? new(201, true, 2_301, false) : new(1, true, 2_501, false)];
        Assert.Equal(all, (await scene.QueryAsync<NpgsqlRange<int>[]>("select range_agg(span) from ranges where span is not null")).Single());
    }

    [Fact]
    public async Task WhatAnExportSaysAfterwardsIsNotHeard()
    {
        var account = await scene.AccountAsync();
        var export = await ExportAsync(first: 201, top: 2_300);
        await SeeAsync(account, top: 2_500);

        await scene.SeenAsync(export, top: 2_300, fingerprint: "f2");

        var channel = Assert.Single(await scene.Channels.ListAsync(default));
        Assert.Equal((1, 2_500, 1, null), (channel.FirstMessageId, channel.TopMessageId, channel.Sweep, channel.Fingerprint));
    }

    [Fact]
    public async Task AnAccountThatCannotReadTheChannelLeavesTheExportAsItIs()
    {
        var account = await scene.AccountAsync();
        var export = await ExportAsync(first: 201, top: 2_300);

        await SeeAsync(account, top: 0, state: "private");

        Assert.Equal(SourceNames.Export, Assert.Single(await scene.Channels.FindAsync($"{export.Id}", default)).Source);
        Assert.Equal(2, (await scene.Channels.ListAsync(default)).Count);
    }

    [Fact]
    public async Task AnExportAddedAsATelegramChannelIsReadByAccountsFromThenOn()
    {
        var account = await scene.AccountAsync();
        var export = await ExportAsync(first: 1, top: 2_300);
        await scene.Reconciler.TickAsync(default);
        Assert.Equal(5, await scene.RangesAsync("account_id is null", new { }));

        var channel = await scene.Channels.AddAsync(new(SourceNames.Telegram, "@same", "same", "Same", null, TelegramId, null), default);
        await scene.Reconciler.TickAsync(default);

        Assert.Equal((export.Id, null), (channel.Id, channel.Fingerprint));
        Assert.Equal(0, await scene.RangesAsync("account_id is distinct from @account", new { account }));
        Assert.Equal(account, (await scene.SentAsync(sent => sent.UpTo is null)).Channel.AccountId);
    }

    [Fact]
    public async Task TheSameTelegramChannelUnderAnotherAddressGoesOnWithWhatAccountsCanRead()
    {
        var (first, second) = (await scene.AccountAsync(), await scene.AccountAsync());
        var old = await scene.LiveChannelAsync("old-name", 2_300, first, second);
        await scene.ExecuteAsync("update channels set telegram_id = @TelegramId; update account_channels set access_hash = 1", new { TelegramId });

        await SeeAsync(first, top: 2_500);

        Assert.Equal((old.Id, "@same"), (await scene.Channels.ListAsync(default)).Select(channel => (channel.Id, channel.Address)).Single());
        Assert.Equal([(first, 99L), (second, 1L)], await scene.QueryAsync<(int, long)>("select account_id, access_hash from account_channels where channel_id = @Id order by 1", old));
    }

    [Fact]
    public async Task AChannelThatWasPausedDuringItsFirstLookIsPausedAsOneWithAnother()
    {
        var account = await scene.AccountAsync();
        var export = await ExportAsync(first: 201, top: 2_300);
        var (added, look) = await LookAsync(account);
        await scene.Channels.PauseAsync(added.Id, default);

        await scene.Sightings.SeenAsync(Seen(look, account, top: 2_500), default);

        Assert.Equal((export.Id, "paused"), (await scene.Channels.ListAsync(default)).Select(channel => (channel.Id, channel.State)).Single());
    }

    [Fact]
    public async Task WhatALookShowsOfAChannelThatWasRemovedMeanwhileChangesNothing()
    {
        var account = await scene.AccountAsync();
        var (added, look) = await LookAsync(account);
        var export = await ExportAsync(first: 201, top: 2_300);
        await scene.Channels.RemoveAsync(export.Id, default);
        await scene.Channels.RemoveAsync(added.Id, default);

        var part = new ChannelPart("@part", 77);
        await scene.Sightings.SeenAsync(Seen(look, account, top: 2_500) with { OtherPart = part }, default);
        await scene.Sightings.SeenAsync(Seen(look, account, top: 2_500) with { TelegramId = null, OtherPart = part }, default);
        await scene.SeenAsync(export, top: 2_500, fingerprint: "f2");
        await scene.Reconciler.TickAsync(default);

        Assert.Empty(await scene.Channels.ListAsync(default));
        Assert.Equal([("removed", added.Id), ("removed", export.Id)], await scene.QueryAsync<(string, int)>("select state, id from channels order by id"));
        Assert.Equal(0, await scene.RangesAsync("true", new { }));
    }

    [Fact]
    public async Task AddedAgainUnderAnotherAddressARemovedChannelGoesOn()
    {
        var account = await scene.AccountAsync();
        var export = await ExportAsync(first: 201, top: 2_300);
        await scene.Channels.RemoveAsync(export.Id, default);

        await SeeAsync(account, top: 2_500);

        Assert.Equal((export.Id, "active"), (await scene.Channels.ListAsync(default)).Select(channel => (channel.Id, channel.State)).Single());
    }

    [Fact]
    public async Task NothingIsReadOfAnExportThatNobodyHasLookedAt()
    {
        await scene.LiveChannelAsync("a", 5000, await scene.AccountAsync());
        await scene.ExecuteAsync("update channels set telegram_id = 77");
        await scene.Channels.AddAsync(Export77, default);

        await scene.Reconciler.TickAsync(default);

        Assert.Equal((1, 0), (await scene.RangesAsync("span is null", new { }), await scene.RangesAsync("span is not null", new { })));
    }

    [Fact]
    public async Task AnExportBeginsWhereItBeginsWhateverAccountsHaveSeen()
    {
        var channel = await scene.LiveChannelAsync("a", 5000, await scene.AccountAsync());
        await scene.ExecuteAsync("update channels set telegram_id = 77; update account_channels set first_message_id = 1");
        await scene.Channels.AddAsync(Export77, default);

        await scene.Sightings.SeenAsync(new(0, channel.Id, "active", null, null, null, 77, 2000, 4500, "f", null, DateTimeOffset.UtcNow), default);

        Assert.Equal([(2000, 4500)], await scene.QueryAsync<(int, int)>("select first_message_id, top_message_id from channels"));
    }

    [Fact]
    public async Task WhoPutsAnExportInTelegramsPlaceIsTold()
    {
        await scene.LiveChannelAsync("a", 5000, await scene.AccountAsync());
        await scene.ExecuteAsync("update channels set telegram_id = 77");

        var first = await scene.Channels.AddAsync(Export77, default);
        var again = await scene.Channels.AddAsync(Export77, default);

        Assert.Equal(("a was read from Telegram, from now on this export is read instead; add its @name or link again to go on with Telegram.", null), (first.Warning, again.Warning));
    }

    [Fact]
    public async Task AChannelIsAddedAnewWhileItsDeletionIsCommitted()
    {
        var deleted = await scene.ChannelAsync("a", 100);
        await scene.Channels.RemoveAsync(deleted.Id, default);
        await using var connection = await scene.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await Channels.DeleteAsync(connection, deleted.Id, default);

        var adding = scene.Channels.AddAsync(new(SourceNames.Export, "a", "a", "a", "channel", null, null), default);
        await Eventually.TrueAsync(async () => (await scene.QueryAsync<bool>("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"))[0]);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(deleted.Id, (await adding).Id);
    }

    async Task<ChannelRow> ExportAsync(int first, int top)
    {
        var channel = await scene.ChannelAsync("same", top);
        await scene.ExecuteAsync("update channels set telegram_id = @TelegramId, first_message_id = @first where id = @Id", new { channel.Id, TelegramId, first });
        return channel;
    }

    async Task<ChannelSeen> SeeAsync(int account, int top, string state = "active")
    {
        var (_, look) = await LookAsync(account);
        var seen = Seen(look, account, top) with { State = state };
        await scene.Sightings.SeenAsync(seen, default);
        return seen;
    }

    // The client keeps the access hash before it answers.
    async Task<(ChannelRow Channel, CollectChannel Look)> LookAsync(int account)
    {
        var added = await scene.Channels.AddAsync(new(SourceNames.Telegram, "@same", "same", "same", null, null, null), default);
        await scene.ExecuteAsync("insert into account_channels (account_id, channel_id, state, access_hash) values (@account, @Id, 'readable', 99)", new { account, added.Id });
        await scene.Reconciler.TickAsync(default);
        return (added, await scene.SentAsync(sent => sent.Channel.Id == added.Id && sent.UpTo is null));
    }

    static ChannelSeen Seen(CollectChannel look, int account, int top) =>
        new(look.RangeId, look.Channel.Id, "active", "Same", "same", "channel", TelegramId, 1, top, null, null, DateTimeOffset.UtcNow.AddSeconds(1), account, 2_400);

    static NewChannel Export77 => new(SourceNames.Export, "/x/result.json#77", "a", "A", "channel", 77, null);
}
