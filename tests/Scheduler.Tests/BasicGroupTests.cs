using Collector.Contracts;

namespace Collector.Scheduler.Tests;

/// <summary>The message ids of a basic group are each member's own: one account reads it.</summary>
public sealed class BasicGroupTests : IAsyncLifetime
{
    readonly Scene scene = new();
    ChannelRow group = null!;
    int first, second;

    public async ValueTask InitializeAsync()
    {
        await scene.InitializeAsync();
        (first, second) = (await scene.AccountAsync(), await scene.AccountAsync());
        group = await scene.LiveChannelAsync("crew", 0);
        await SeeAsync(first, top: 40_000);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task WhoeverLooksFirstReadsIt()
    {
        await scene.ReachAsync(second, group, "readable");

        await scene.Reconciler.TickAsync(default);

        Assert.Equal([first], await scene.QueryAsync<int>("select distinct account_id from ranges where channel_id = @Id", group));
    }

    [Fact]
    public async Task WhatAnotherSeesOfItIsNotTakenOver()
    {
        await SeeAsync(second, top: 7);

        Assert.Equal(40_000, (await scene.QueryAsync<int>("select top_message_id from channels where id = @Id", group))[0]);
        Assert.Equal([(first, "readable"), (second, "other")], await scene.QueryAsync<(int, string)>("select account_id, state from account_channels where channel_id = @Id order by 1", group));
    }

    [Fact]
    public async Task LooksGoToItsReaderToo()
    {
        await scene.ReachAsync(second, group, "readable");
        await scene.AnnounceAsync(second, 100);
        await scene.Channels.CollectAsync(group.Id, default);

        await scene.Reconciler.TickAsync(default);

        Assert.Equal([first], await scene.QueryAsync<int>("select account_id from ranges where channel_id = @Id and span is null", group));
    }

    [Fact]
    public async Task WhenItsReaderIsRemovedNobodyElseGoesOnWithOtherIds()
    {
        await scene.CoverAsync(group.Id, 1, 40_000);
        await scene.ExecuteAsync("delete from accounts where id = @first", new { first });

        await SeeAsync(second, top: 7);
        Assert.Equal([("other", true)], await scene.QueryAsync<(string, bool)>("select state, last_error like 'the account that read it was removed%' from account_channels where account_id = @second", new { second }));

        // The same person's, logged in again.
        await scene.ExecuteAsync("insert into accounts (telegram_id, phone, name) values (1, '+49…1', 'Somebody')");
        var again = (await scene.QueryAsync<int>("select id from accounts where telegram_id = 1"))[0];
        await SeeAsync(again, top: 40_001);
        Assert.Equal([again], await scene.QueryAsync<int>("select account_id from account_channels where state = 'readable'"));
    }

    [Fact]
    public async Task WhereNothingWasReadYetAnotherMayBecomeItsReader()
    {
        await scene.ExecuteAsync("delete from accounts where id = @first", new { first });

        await SeeAsync(second, top: 7);

        Assert.Equal([second], await scene.QueryAsync<int>("select reader_id from channels where id = @Id", group));
    }

    Task SeeAsync(int account, int top) => scene.Sightings.SeenAsync(
        new(0, group.Id, "active", "Crew", null, "basic_group", 5, 1, top, null, null, DateTimeOffset.UtcNow, account), default);
}
