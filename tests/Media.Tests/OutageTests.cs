using Collector.Testing;
using static Collector.Media.Tests.Scene;

namespace Collector.Media.Tests;

public sealed class OutageTests(PrivatePostgres server) : IClassFixture<PrivatePostgres>
{
    [Fact]
    public async Task AnImageFetchedWhileTheServerIsKilledIsStoredWhenItIsBack()
    {
        await using var scene = new Scene(server);
        await scene.InitializeAsync();
        var killed = new TaskCompletionSource();
        scene.Source.Put("photos/1.jpg", () =>
        {
            server.KillAsync().GetAwaiter().GetResult();
            killed.SetResult();
            return new MemoryStream(Picture.Jpeg());
        });

        var request = scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));
        await killed.Task;
        await server.StartAsync();

        Assert.Equal("stored", (await request).State);
        Assert.Equal(1, scene.Source.Opened);
    }
}
