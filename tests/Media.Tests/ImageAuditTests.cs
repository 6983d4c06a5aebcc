using static Collector.Media.Tests.Scene;

namespace Collector.Media.Tests;

public sealed class ImageAuditTests : IAsyncLifetime
{
    readonly Scene scene = new();

    public ValueTask InitializeAsync() => scene.InitializeAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task EveryStoredImageOfAChannelIsReadOnceAndComparedWithItsHash()
    {
        var intact = await StoreAsync("tg:1", Picture.Jpeg(1), 10, 20);
        var missing = await StoreAsync("tg:2", Picture.Jpeg(2), 30);
        File.Delete(scene.Store.PathOf(missing)!);
        await StoreAsync("tg:3", Picture.Jpeg(3), 40);
        await scene.ExecuteAsync("update messages set channel_id = 6 where message_id = 40");

        var audited = await scene.Get<ImageAudit>().ReadAsync(5, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            new HashSet<AuditedImage> { new(10, intact, null), new(30, missing, "is missing") },
            audited.ToHashSet());
        Assert.Equal(2, audited.Count);
    }

    async Task<string> StoreAsync(string id, byte[] content, params int[] messages)
    {
        scene.Source.Put(id, content);
        var row = await scene.RequestAsync(Photo(id, id));
        foreach (var message in messages)
            await scene.ExecuteAsync(
                "insert into messages (channel_id, message_id, posted_at, kind, text, image_id, observed_at) values (5, @message, now(), 'message', '', @id, now())",
                new { message, id });
        return row.Path!;
    }
}
