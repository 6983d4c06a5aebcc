using Collector.Contracts;
using static Collector.Media.Tests.Scene;

namespace Collector.Media.Tests;

public sealed class ImageRequestedConsumerTests : IAsyncLifetime
{
    readonly Scene scene = new();

    public ValueTask InitializeAsync() => scene.InitializeAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task AnImageLiesUnderItsHashAndItsRowSaysWhatItIs()
    {
        var content = Picture.Jpeg();
        var hash = Sha256(content);
        scene.Source.Put("photos/1.jpg", content);

        var row = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg", bytes: content.Length));

        Assert.Equal(
            new ImageRow { State = "stored", Sha256 = hash, Path = $"{hash[..2]}/{hash[2..]}.jpg", Mime = "image/jpeg", Bytes = content.Length, Width = 120, Height = 90, Attempts = 1, ChannelId = 5, MessageId = 12, Location = "photos/1.jpg" },
            row);
        Assert.Equal([$"data/images/{row.Path}"], scene.Files());
        Assert.Equal(content, await File.ReadAllBytesAsync(scene.Store.PathOf(row.Path!)!, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AStoredImageIsNotFetchedAgain()
    {
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());
        var first = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        Assert.Equal(first, await scene.RequestAsync(Photo("tg:1", "photos/1.jpg")));
        Assert.Equal(1, scene.Source.Opened);
    }

    [Fact]
    public async Task AStoredImageWhoseFileIsGoneIsFetchedAgain()
    {
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());
        var first = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));
        File.Delete(scene.Store.PathOf(first.Path!)!);

        var second = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        Assert.Equal(first with { Attempts = 2 }, second);
        Assert.True(scene.Store.Has(second.Path!, second.Bytes!.Value));
    }

    [Fact]
    public async Task WhenAStoredImagesFileIsGoneAndItsSourceTooTheRowSaysFailed()
    {
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());
        var first = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));
        File.Delete(scene.Store.PathOf(first.Path!)!);

        var second = await scene.RequestAsync(Photo("tg:1", "photos/gone.jpg"));

        Assert.Equal(("failed", null), (second.State, second.Path));
    }

    [Fact]
    public async Task OneContentUnderTwoIdsIsOneFile()
    {
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());
        scene.Source.Put("photos/2.jpg", Picture.Jpeg());

        var first = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));
        var second = await scene.RequestAsync(Photo("tg:2", "photos/2.jpg"));

        Assert.Equal(first.Path, second.Path);
        Assert.Single(scene.Files());
    }

    [Fact]
    public async Task OfManyRequestsForOneImageAtOnceOneFetchesIt()
    {
        var content = Picture.Jpeg();
        scene.Source.Put("photos/1.jpg", () =>
        {
            Thread.Sleep(100);
            return new MemoryStream(content);
        });

        var rows = await Task.WhenAll(Enumerable.Range(1, 20).Select(id => scene.RequestAsync(Photo("tg:1", "photos/1.jpg", messageId: id))));

        var row = await scene.FindAsync("tg:1");
        Assert.Equal(("stored", Sha256(content), 1), (row!.State, row.Sha256, row.MessageId));
        Assert.Equal(1, scene.Source.Opened);
        Assert.Single(scene.Files());
    }

    [Fact]
    public async Task TheRowNamesTheFirstMessageThatShowsTheImageWhateverCameFirst()
    {
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());
        foreach (var id in new[] { 30, 10, 20 })
            await scene.RequestAsync(Photo("tg:1", "photos/1.jpg", messageId: id));

        Assert.Equal(10, (await scene.FindAsync("tg:1"))!.MessageId);
    }

    [Fact]
    public async Task AMissingFileFailsWithoutAFaultAndSucceedsWhenItIsBackAndRequestedAgain()
    {
        var failed = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));
        Assert.Equal(("failed", 1, "tram: message 12: photo photos/1.jpg is missing from the export /x; put the file back"), (failed.State, failed.Attempts, failed.LastError));
        Assert.Equal(1, scene.Source.Opened);

        scene.Source.Put("photos/1.jpg", Picture.Jpeg());
        var stored = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        Assert.Equal(("stored", 2, null), (stored.State, stored.Attempts, stored.LastError));
    }

    [Fact]
    public async Task AShorterFileThanAnnouncedIsCutOff()
    {
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());

        var row = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg", bytes: 1_000_000));

        Assert.Equal(("failed", $"tram: message 12: photo photos/1.jpg is cut off: it has {Picture.Jpeg().Length} of 1000000 bytes"), (row.State, row.LastError));
        Assert.Empty(scene.Files());
    }

    [Fact]
    public async Task AnEmptyFileIsAFailure()
    {
        scene.Source.Put("photos/1.jpg", []);

        Assert.Equal("tram: message 12: photo photos/1.jpg is empty", (await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"))).LastError);
    }

    [Fact]
    public async Task AFileThatIsTooLargeIsNotRead()
    {
        var stream = new MemoryStream(new byte[50_000_000]);
        scene.Source.Put("photos/1.jpg", () => stream);

        var row = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        Assert.Equal("tram: message 12: photo photos/1.jpg has more bytes than IMAGE_MAX_BYTES = 1000000", row.LastError);
        Assert.Empty(scene.Files());
    }

    [Fact]
    public async Task ATextThatIsNamedLikeAnImageIsNone()
    {
        scene.Source.Put("photos/1.jpg", "It was a dark and stormy night; the rain fell in torrents."u8.ToArray());

        Assert.Equal("tram: message 12: photo photos/1.jpg is not an image (JPEG, PNG, WebP, GIF or BMP)", (await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"))).LastError);
        Assert.Empty(scene.Files());
    }

    [Fact]
    public async Task ContentThatIsNotWhatTheIdSaysIsRefused()
    {
        scene.Source.Put("photos/1.jpg", Picture.Jpeg(2));

        var row = await scene.RequestAsync(Photo(IdOf(Picture.Jpeg(1)), "photos/1.jpg"));

        Assert.Equal("tram: message 12: photo photos/1.jpg is not the file any more that the message was collected with; collect the channel again", row.LastError);
        Assert.Empty(scene.Files());
    }

    [Fact]
    public async Task ContentThatIsWhatTheIdSaysIsStored()
    {
        scene.Source.Put("photos/1.jpg", Picture.Jpeg(2));

        Assert.Equal("stored", (await scene.RequestAsync(Photo(IdOf(Picture.Jpeg(2)), "photos/1.jpg"))).State);
    }

    [Fact]
    public async Task AFileIsNamedByWhatItIsNotByItsName()
    {
        scene.Source.Put("photos/1.jpg", Picture.Of("png"));

        var row = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        Assert.Equal(("image/png", ".png"), (row.Mime, Path.GetExtension(row.Path)));
    }

    [Fact]
    public async Task APassingFailureOfTheSourceIsTriedAgain()
    {
        var asked = 0;
        scene.Source.Put("photos/1.jpg", () => ++asked < 3 ? throw new IOException("the share hiccups") : new MemoryStream(Picture.Jpeg()));

        Assert.Equal("stored", (await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"))).State);
    }

    [Fact]
    public async Task AFailureThatDoesNotPassEndsInTheRow()
    {
        scene.Source.Put("photos/1.jpg", () => throw new IOException("the share is away"));

        var row = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"), faults: true);

        Assert.Equal(("failed", "tram: message 12: the share is away"), (row.State, row.LastError));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("sha256:../../../evil")]
    [InlineData("/tmp/evil")]
    public async Task NoIdAndNoLocationLeadsOutOfTheStore(string evil)
    {
        scene.Source.Put(evil, Picture.Jpeg());

        await scene.RequestAsync(Photo(evil, evil));

        Assert.All(scene.Files(), file => Assert.StartsWith("data/images/", file));
    }

    [Fact]
    public async Task APathInTheTableThatLeadsOutOfTheStoreIsNotFollowed()
    {
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());
        await scene.ExecuteAsync(
            "insert into images (image_id, state, sha256, path, bytes, channel_id, message_id) values ('tg:1', 'stored', repeat('a', 64), @path, @bytes, 5, 12)",
            new { path = typeof(Scene).Assembly.Location, bytes = new FileInfo(typeof(Scene).Assembly.Location).Length });

        var row = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        Assert.Equal([$"data/images/{row.Path}"], scene.Files());
    }

    [Fact]
    public async Task AChannelOfAnotherSourceFailsWithALineThatSaysSo()
    {
        var row = await scene.RequestAsync(Photo("tg:1", "x") with { Channel = Channel with { Source = SourceNames.Telegram } });

        Assert.Equal("tram: message 12: this build cannot read from 'telegram', only from export", row.LastError);
    }

    [Fact]
    public async Task OfADeletedChannelNothingIsWanted()
    {
        await scene.ExecuteAsync("delete from channels");
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());

        Assert.Null(await scene.RequestAsync(Photo("tg:1", "photos/1.jpg")));

        Assert.Equal(0, scene.Source.Opened);
        Assert.Empty(scene.Files());
    }

    [Fact]
    public async Task WhatARemovedChannelWantedIsAnothersThatShowsItToo()
    {
        await scene.ExecuteAsync("""
            insert into channels (id, source, address, title, state) overriding system value values (4, 'export', '/removed', 'Removed', 'removed');
            insert into images (image_id, state, channel_id, message_id) values ('tg:1', 'wanted', 4, 1)
            """);
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());

        var row = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        Assert.Equal(("stored", 5, 12), (row.State, row.ChannelId, row.MessageId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OfAChannelThatIsDeletedMeanwhileNoFileStays(bool isShownByAnother)
    {
        if (isShownByAnother)
            await scene.ExecuteAsync("insert into images (image_id, state, sha256, path, bytes, channel_id, message_id) values ('tg:2', 'stored', @hash, @hash, 1, 6, 1)", new { hash = Sha256(Picture.Jpeg()) });
        scene.Source.Put("photos/1.jpg", () =>
        {
            scene.ExecuteAsync("delete from images where image_id = 'tg:1'").GetAwaiter().GetResult();
            return new MemoryStream(Picture.Jpeg());
        });

        Assert.Null(await scene.RequestAsync(Photo("tg:1", "photos/1.jpg")));

        Assert.Equal(isShownByAnother ? 1 : 0, scene.Files().Count);
    }

    [Fact]
    public async Task AFailedImageIsWantedWhileItIsTriedAgain()
    {
        await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));
        var state = "";
        scene.Source.Put("photos/1.jpg", () =>
        {
            state = scene.FindAsync("tg:1").GetAwaiter().GetResult()!.State;
            return new MemoryStream(Picture.Jpeg());
        });

        await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        Assert.Equal("wanted", state);
    }

    [Fact]
    public async Task AWantedImageIsLookedForWhereTheMessageShowsItNow()
    {
        await scene.ExecuteAsync("insert into images (image_id, state, channel_id, message_id, location) values ('tg:1', 'wanted', 5, 12, 'photos/old.jpg')");

        Assert.Equal("photos/new.jpg", (await scene.RequestAsync(Photo("tg:1", "photos/new.jpg"))).Location);
    }

    [Fact]
    public async Task AFailureThatComesLateDoesNotUndoAStoredImage()
    {
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());
        var stored = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        await scene.Get<Images>().FailedAsync("tg:1", "too late", TestContext.Current.CancellationToken);

        Assert.Equal(stored, await scene.FindAsync("tg:1"));
    }

    [Fact]
    public async Task NoMoreImagesAreFetchedAtOnceThanConfigured()
    {
        var (now, most) = (0, 0);
        using var tooMany = new ManualResetEventSlim();
        scene.Source.Put("photos/1.jpg", () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            if (now > Scene.ConcurrentLimit)
                tooMany.Set();
            tooMany.Wait(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            Interlocked.Decrement(ref now);
            return new MemoryStream(Picture.Jpeg());
        });

        await Task.WhenAll(Enumerable.Range(1, 9).Select(id => scene.RequestAsync(Photo($"tg:{id}", "photos/1.jpg"))));

        Assert.InRange(most, 1, Scene.ConcurrentLimit);
    }
}
