using Collector.Contracts;
using MassTransit;
using static Collector.Media.Tests.Scene;

namespace Collector.Media.Tests;

public sealed class WantedImagesTests : IAsyncLifetime
{
    readonly Scene scene = new();

    WantedImages Wanted => scene.Get<WantedImages>();

    public async ValueTask InitializeAsync()
    {
        await scene.InitializeAsync();
        await scene.ExecuteAsync("insert into channels (id, source, address, title) overriding system value values (6, 'export', '/y', 'Other')");
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task WhatWasWantedWhenTheProcessEndedIsRequestedAgainWithItsChannel()
    {
        await WantAsync("tg:1", channel: 5, message: 12, "photos/1.jpg");
        await WantAsync("tg:2", channel: 6, message: 3, null);

        Assert.Equal(2, await RequestAgainAsync());

        // What was published so far; without the token the list waits for more.
        var requests = scene.Bus.Published.Select<ImageRequested>(published => true, new CancellationToken(canceled: true)).Select(published => published.Context.Message).ToList();
        Assert.Contains(new ImageRequested("tg:1", Channel, 12, "photos/1.jpg", null), requests);
        Assert.Contains(new ImageRequested("tg:2", new(6, "Other", "export", "/y", null), 3, null, null), requests);
    }

    [Fact]
    public async Task StoredAndFailedImagesAreNotRequestedAgain()
    {
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());
        await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));
        await scene.RequestAsync(Photo("tg:2", "photos/2.jpg"));

        Assert.Equal(0, await RequestAgainAsync());
    }

    [Fact]
    public async Task ARemovedChannelsImagesAreNotRequested()
    {
        await scene.ExecuteAsync("update channels set state = 'removed' where id = 6");
        await WantAsync("tg:2", channel: 6, message: 3, null);

        Assert.Equal(0, await RequestAgainAsync());
    }

    [Fact]
    public async Task TelegramsBecomeOverdueInsteadForAnAccountThatCanReadTheChannel()
    {
        await scene.ExecuteAsync("""
            update channels set source = 'telegram' where id = 6;
            insert into accounts (id, telegram_id, phone, name) overriding system value values (1, 1, '', 'A'), (2, 2, '', 'B'), (3, 3, '', 'C');
            insert into account_channels (account_id, channel_id, state) values (1, 6, 'private'), (2, 6, 'readable'), (3, 6, 'readable')
            """);
        await WantAsync("tg:2", channel: 6, message: 3, "here");
        Assert.Empty(await TakeOverdueAsync(1, 2));

        Assert.Equal(1, await RequestAgainAsync());

        Assert.False(await scene.Bus.Published.Any<ImageRequested>(new CancellationToken(canceled: true)));
        Assert.Empty(await TakeOverdueAsync(1));
        Assert.Equal([new("tg:2", new(6, "Other", "telegram", "/y", null, 2), 3, null, null)], await TakeOverdueAsync(1, 2));
        Assert.Empty(await TakeOverdueAsync(1, 2));
    }

    [Fact]
    public async Task AFailedImageThatIsRequestedAnewIsWantedFromThenOn()
    {
        await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));
        await scene.ExecuteAsync("update images set wanted_at = now() - interval '1 day'");

        await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        Assert.Equal([true], await scene.QueryAsync<bool>("select wanted_at > now() - interval '1 minute' from images"));
    }

    Task<IReadOnlyList<ImageRequested>> TakeOverdueAsync(params int[] accounts) =>
        Wanted.TakeOverdueAsync(accounts, TimeSpan.FromMinutes(15), perMinute: 10, TestContext.Current.CancellationToken);

    async Task<int> RequestAgainAsync(int? channel = null)
    {
        var wanted = await Wanted.RequestAgainAsync(channel, TestContext.Current.CancellationToken);
        await Wanted.RequestWaitingAsync(scene.Get<IBus>(), TestContext.Current.CancellationToken);
        return wanted;
    }

    Task WantAsync(string id, int channel, int message, string? location) => scene.ExecuteAsync(
        "insert into images (image_id, state, channel_id, message_id, location) values (@id, 'wanted', @channel, @message, @location)",
        new { id, channel, message, location });
}
