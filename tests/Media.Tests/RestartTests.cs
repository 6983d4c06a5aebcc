using static Collector.Media.Tests.Scene;

namespace Collector.Media.Tests;

public sealed class RestartTests : IAsyncLifetime
{
    readonly Scene scene = new();

    public ValueTask InitializeAsync() => scene.InitializeAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task AKillBetweenTheFileAndTheRowIsMendedByTheNextRequest()
    {
        var content = Picture.Jpeg();
        var half = scene.Store.NewIncoming();
        await File.WriteAllBytesAsync(half, content[..100], TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(half, DateTime.UtcNow.AddDays(-2));
        var whole = scene.Store.NewIncoming();
        await File.WriteAllBytesAsync(whole, content, TestContext.Current.CancellationToken);
        scene.Store.Keep(whole, Sha256(content), "jpg");
        await scene.ExecuteAsync("insert into images (image_id, state, channel_id, message_id) values ('tg:1', 'wanted', 5, 12)");
        await scene.StopAsync();
        await scene.StartAsync();
        scene.Source.Put("photos/1.jpg", content);

        var row = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        Assert.Equal("stored", row.State);
        Assert.Equal([$"data/images/{row.Path}"], scene.Files());
    }
}
