using System.Diagnostics;
using System.Security.Cryptography;
using Collector.Sources.Export;
using Collector.Testing;

namespace Collector.Sources.Tests;

public sealed class ImageTests : IDisposable
{
    static readonly byte[] Picture = ExportFile.Picture(1);
    static readonly string PictureId = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Picture));

    readonly TestExport export = new();

    public ImageTests() => Put("photos/a.jpg");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => export.Dispose();

    [Fact]
    public async Task APhotoIsKnownByItsContent()
    {
        Put("photos/same.jpg");
        export.WriteMessages(Photo(1, "photos/a.jpg"), Photo(2, "photos/same.jpg"), TestExport.Message(3));

        var page = Assert.Single(await export.PagesAsync(export.Channel()));

        Assert.Equal([PictureId, PictureId, null], page.Messages.Select(message => message.ImageId));
        Assert.Equal([new PageImage(PictureId, 1, "photos/a.jpg", 7)], page.Images);
        Assert.Equal(Picture, await OpenAsync(page.Images[0]));
        Assert.DoesNotContain("a.jpg", page.Messages[0].Media.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileShorterThanAnnouncedIsKnownByItsPlaceSoThatItMayBeMended()
    {
        export.WriteMessages($$"""{"id": 1, "type": "message", "photo": "photos/a.jpg", "photo_file_size": {{Picture.Length + 1}}}""");

        Assert.StartsWith("file:", Assert.Single(await export.WalkAsync(export.Channel())).ImageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePhotoOfAServiceMessageIsAnImageToo()
    {
        export.WriteMessages("""{"id": 1, "type": "service", "action": "edit_group_photo", "photo": "photos/a.jpg"}""");

        Assert.Equal(PictureId, Assert.Single(await export.WalkAsync(export.Channel())).ImageId);
    }

    [Fact]
    public async Task AnImageWhosePlaceIsNotKnownIsFoundByItsMessage()
    {
        export.WriteMessages(Photo(1, "photos/a.jpg"));

        Assert.Equal(Picture, await OpenAsync(new(PictureId, 1, null, null)));
    }

    [Theory]
    [InlineData("photos/gone.jpg", "is missing from the export")]
    [InlineData("photos", "is missing from the export")]
    [InlineData("photos/a.jpg/b.jpg", "is missing from the export")]
    [InlineData("../secret.jpg", "lies outside of the export")]
    [InlineData("photos/../../secret.jpg", "lies outside of the export")]
    [InlineData("OUTSIDE", "lies outside of the export")]
    [InlineData("link.jpg", "lies outside of the export")]
    [InlineData("linked/secret.jpg", "lies outside of the export")]
    [InlineData("twice/secret.jpg", "lies outside of the export")]
    [InlineData("circle.jpg", "lies outside of the export")]
    [InlineData("zero.jpg", "is empty")]
    [InlineData("pipe.jpg", "is empty")]
    public async Task AFileThatCannotBeReadIsAnImageWithAProblem(string path, string expected)
    {
        var outside = Path.GetDirectoryName(export.Folder)!;
        await File.WriteAllBytesAsync(Path.Combine(outside, "secret.jpg"), Picture, Stop);
        File.CreateSymbolicLink(Path.Combine(export.Folder, "link.jpg"), Path.Combine(outside, "secret.jpg"));
        File.CreateSymbolicLink(Path.Combine(export.Folder, "linked"), "..");
        File.CreateSymbolicLink(Path.Combine(export.Folder, "twice"), "linked/.");
        File.CreateSymbolicLink(Path.Combine(export.Folder, "circle.jpg"), "circle.jpg");
        await File.WriteAllBytesAsync(Path.Combine(export.Folder, "zero.jpg"), [], Stop);
        using (var mkfifo = Process.Start("mkfifo", [Path.Combine(export.Folder, "pipe.jpg")]))
            await mkfifo.WaitForExitAsync(Stop);
        path = path.Replace("OUTSIDE", Path.Combine(outside, "secret.jpg"), StringComparison.Ordinal);
        export.WriteMessages(Photo(1, path));

        var page = Assert.Single(await export.PagesAsync(export.Channel()));
        var image = Assert.Single(page.Images);
        var problem = await Assert.ThrowsAsync<SourceException>(() => OpenAsync(image));

        Assert.Equal(($"file:77/{path}", path), (page.Messages[0].ImageId, image.Location));
        Assert.StartsWith($"test_channel: photo {path} ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinksInsideOfTheExportAreFollowedAlsoWhenItsFolderIsALink()
    {
        File.CreateSymbolicLink(Path.Combine(export.Folder, "link.jpg"), Path.Combine(export.Folder, "photos", "a.jpg"));
        export.WriteMessages(Photo(1, "link.jpg"));
        var link = Path.Combine(Path.GetDirectoryName(export.Folder)!, "link");
        Directory.CreateSymbolicLink(link, export.Folder);

        var page = Assert.Single(await export.PagesAsync(export.Channel() with { Address = $"{link}/result.json#77" }));

        Assert.Equal(PictureId, page.Messages[0].ImageId);
    }

    [Fact]
    public async Task APlaceTooLongForAnIndexIsShortened()
    {
        export.WriteMessages(Photo(1, new string('x', 10_000)));

        var page = Assert.Single(await export.PagesAsync(export.Channel()));

        Assert.InRange(page.Messages[0].ImageId!.Length, 60, 100);
        await Assert.ThrowsAsync<SourceException>(() => OpenAsync(page.Images[0]));
    }

    [Theory]
    [InlineData("photos", true, false)]
    [InlineData("photos,documents", true, true)]
    [InlineData("documents", false, true)]
    [InlineData("channel-photos, documents", false, true)]
    [InlineData("none", false, false)]
    public async Task OnlyTheImagesThatAreWantedAreCollected(string images, bool photo, bool document)
    {
        export.Use(new ExportOptions { Images = images });
        export.WriteMessages(
            Photo(1, "photos/a.jpg"),
            TestExport.Message(2, "\"file\": \"photos/a.jpg\", \"file_size\": 9, \"mime_type\": \"image/jpeg\""),
            TestExport.Message(3, "\"file\": \"photos/a.jpg\", \"media_type\": \"sticker\", \"mime_type\": \"image/webp\""),
            TestExport.Message(4, "\"file\": \"photos/a.jpg\", \"mime_type\": \"application/pdf\""));

        var messages = await export.WalkAsync(export.Channel());

        Assert.Equal([photo, document, false, false], messages.Select(message => message.ImageId == PictureId));
    }

    static string Photo(int id, string path) => TestExport.Message(id, $"\"photo\": \"{path}\", \"photo_file_size\": 7, \"text\": \"\"");

    void Put(string path)
    {
        Directory.CreateDirectory(Path.Combine(export.Folder, Path.GetDirectoryName(path)!));
        File.WriteAllBytes(Path.Combine(export.Folder, path), Picture);
    }

    async Task<byte[]> OpenAsync(PageImage image)
    {
        await using var stream = await export.Source.OpenImageAsync(new(image.ImageId, export.Channel(), image.MessageId, image.Location, image.Bytes), Stop);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, Stop);
        return content.ToArray();
    }
}
