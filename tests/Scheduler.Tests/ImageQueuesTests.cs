using Collector.Testing;

namespace Collector.Scheduler.Tests;

public sealed class ImageQueuesTests : IAsyncLifetime
{
    readonly TestBroker broker = new();
    readonly Scene scene;

    public ImageQueuesTests() => scene = new() { Broker = broker };

    public async ValueTask InitializeAsync()
    {
        await broker.InitializeAsync();
        await scene.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await scene.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task WhileManyRequestsWaitNoneIsSentAgain()
    {
        var account = await scene.AccountAsync();
        var channel = await scene.LiveChannelAsync("pictures", 400, account);
        var queue = $"image-requested-account-{account}";
        await broker.ListenAsync(queue);
        for (var request = 0; request < 1_000; request++)
            await broker.PublishAsync("", queue, "{}");
        await Eventually.EqualAsync(1_000, () => broker.CountAsync(queue));
        const string shown = """
            insert into messages (channel_id, message_id, posted_at, kind, text, observed_at, image_id) values (@Id, 1, now(), 'message', '', now(), 'tg:1');
            insert into ranges (channel_id, span, sweep, covered_at) values (@Id, '[1,401)', 1, now() - interval '1 second')
            """;
        await scene.ExecuteAsync(shown, channel);
        await scene.CoverAsync(channel.Id, 1, 400);

        await scene.Reconciler.TickAsync(default);

        Assert.Equal(1_000, await broker.CountAsync(queue));
        Assert.Equal(1, await scene.RangesAsync("image_rounds = 0", new { }));

        await broker.TakeAsync(queue);
        await Eventually.EqualAsync(1, async () =>
        {
            await scene.Reconciler.TickAsync(default);
            return await scene.RangesAsync("image_rounds = 1", new { });
        });
        await Eventually.EqualAsync(1_000, () => broker.CountAsync(queue));
    }

    [Fact]
    public async Task AFullQueueOfOneAccountHoldsUpNoOther()
    {
        var (full, free) = (await scene.AccountAsync(), await scene.AccountAsync());
        foreach (var account in new[] { full, free })
            await broker.ListenAsync($"image-requested-account-{account}");
        for (var request = 0; request < 1_000; request++)
            await broker.PublishAsync("", $"image-requested-account-{full}", "{}");
        await Eventually.EqualAsync(1_000, () => broker.CountAsync($"image-requested-account-{full}"));
        var channel = await scene.LiveChannelAsync("pictures", 400, full, free);
        await scene.ExecuteAsync(
            "insert into images (image_id, state, channel_id, message_id, wanted_at) select 'tg:' || n, 'wanted', @Id, n, now() - interval '1 hour' from generate_series(1, 20) n",
            channel);

        await scene.Reconciler.TickAsync(default);

        await Eventually.EqualAsync(20, () => broker.CountAsync($"image-requested-account-{free}"));
        Assert.Equal(1_000, await broker.CountAsync($"image-requested-account-{full}"));
    }
}
