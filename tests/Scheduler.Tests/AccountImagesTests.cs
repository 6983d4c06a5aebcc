using Collector.Contracts;

namespace Collector.Scheduler.Tests;

public sealed class AccountImagesTests : IAsyncLifetime
{
    readonly Scene scene = new();

    public ValueTask InitializeAsync() => scene.InitializeAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task AnImageWithoutARowIsRequestedFromAnAccountThatCanReadItsChannel()
    {
        var (able, unable) = (await scene.AccountAsync(), await scene.AccountAsync());
        var channel = await scene.LiveChannelAsync("pictures", 400, able);
        await scene.ReachAsync(unable, channel, "left");
        await ShowAsync(channel, 1);

        await TickAsync();

        Assert.Equal([("tg:1", able)], Requests());
        Assert.False(await scene.Bus.Published.Any<ImageRequested>(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task WithoutAnAccountTheRequestWaitsForOne()
    {
        var account = await scene.AccountAsync(limit: 0);
        await ShowAsync(await scene.LiveChannelAsync("pictures", 400, account), 1);

        await TickAsync();
        Assert.Empty(Requests());
        Assert.Equal(1, await scene.RangesAsync("image_rounds = 0", new { }));

        await scene.AnnounceAsync(account, 1);
        await TickAsync();
        Assert.Equal([("tg:1", account)], Requests());
    }

    [Fact]
    public async Task AnImageThatIsWantedForTooLongIsRequestedOnceMore()
    {
        var (gone, other) = (await scene.AccountAsync(limit: 0), await scene.AccountAsync());
        var channel = await scene.LiveChannelAsync("pictures", 0, gone, other);
        await WantAsync(channel, "tg:1", "20 minutes");
        await WantAsync(channel, "tg:2", "10 minutes");

        await TickAsync();
        await TickAsync();
        Assert.Equal([("tg:1", other)], Requests());

        await scene.ExecuteAsync("update images set requested_at = now() - interval '16 minutes' where image_id = 'tg:1'");
        await TickAsync();
        Assert.Equal([("tg:1", other), ("tg:1", other)], Requests());
    }

    [Fact]
    public async Task OnlySoManyAreRequestedInAMinute()
    {
        var account = await scene.AccountAsync();
        var channel = await scene.LiveChannelAsync("pictures", 0, account);
        await scene.ExecuteAsync(
            "insert into images (image_id, state, channel_id, message_id, wanted_at) select 'tg:' || n, 'wanted', @Id, n, now() - interval '1 hour' from generate_series(1, 500) n",
            channel);

        await TickAsync();
        await TickAsync();
        Assert.Equal(300, Requests().Distinct().Count());

        await scene.ExecuteAsync("update images set requested_at = requested_at - interval '1 minute'");
        await TickAsync();
        Assert.Equal(500, Requests().Distinct().Count());
        Assert.Equal(500, Requests().Count);
    }

    [Fact]
    public async Task AnExportsImagesAreNobodysAffair()
    {
        await scene.AccountAsync();
        await WantAsync(await scene.ChannelAsync("export", 0), "sha256:1", "1 day");

        await TickAsync();

        Assert.Empty(Requests());
    }

    [Fact]
    public async Task AnExportsImageWhoseRequestWasLostIsWantedAgainWhenTheChannelIsCollected()
    {
        var channel = await scene.ChannelAsync("export", 0);
        await WantAsync(channel, "sha256:1", "16 minutes");
        await WantAsync(channel, "sha256:2", "14 minutes");

        await scene.Channels.CollectAsync(channel.Id, default);

        Assert.Equal(["sha256:1"], await scene.QueryAsync<string>("select image_id from images where waiting_since is not null"));
    }

    [Fact]
    public async Task OfABasicGroupOnlyItsReaderIsAsked()
    {
        var (other, reader) = (await scene.AccountAsync(), await scene.AccountAsync());
        var channel = await scene.LiveChannelAsync("group", 0, other, reader);
        await scene.ExecuteAsync("update channels set reader_id = @reader", new { reader });
        await scene.ExecuteAsync(
            "insert into images (image_id, state, channel_id, message_id, wanted_at) select 'tg:' || n, 'wanted', @Id, n, now() - interval '1 hour' from generate_series(1, 20) n",
            channel);

        await TickAsync();

        Assert.Equal(20, Requests().Count);
        Assert.All(Requests(), request => Assert.Equal(reader, request.Item2));
    }

    Task<bool> TickAsync() => scene.Reconciler.TickAsync(default);

    List<(string, int)> Requests() => [.. scene.Bus.Sent.Select<ImageRequested>(_ => true, new CancellationToken(canceled: true)).Select(sent =>
    {
        var account = sent.Context.Message.Channel.AccountId!.Value;
        Assert.EndsWith($"/image-requested-account-{account}", sent.Context.DestinationAddress!.AbsolutePath, StringComparison.Ordinal);
        return (sent.Context.Message.ImageId, account);
    })];

    async Task ShowAsync(ChannelRow channel, int message)
    {
        const string sql = """
            insert into messages (channel_id, message_id, posted_at, kind, text, observed_at, image_id) values (@Id, @message, now(), 'message', '', now(), 'tg:' || @message);
            insert into ranges (channel_id, span, sweep, covered_at) values (@Id, '[1,401)', 1, now() - interval '1 second')
            """;
        await scene.ExecuteAsync(sql, new { channel.Id, message });
        await scene.CoverAsync(channel.Id, 1, 400);
    }

    Task WantAsync(ChannelRow channel, string image, string since) => scene.ExecuteAsync(
        "insert into images (image_id, state, channel_id, message_id, wanted_at) values (@image, 'wanted', @Id, 1, now() - @since::interval)",
        new { channel.Id, image, since });
}
