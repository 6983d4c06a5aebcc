using Collector.Contracts;
using Microsoft.Extensions.Options;

namespace Collector.Media.Tests;

public sealed class ImageStoreTests : IDisposable
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("media-test-");
    readonly ImageStore store;

    public ImageStoreTests() => store = new(Options.Create(new MediaOptions { DataFolder = data.FullName }));

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public void LeftoversOfADayAreRemovedAndYoungerOnesAreLeftToTheirDownload()
    {
        store.Prepare(DateTimeOffset.UtcNow);
        var (old, young) = (store.NewIncoming(), store.NewIncoming());
        File.WriteAllText(old, "half");
        File.WriteAllText(young, "half");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));

        store.Prepare(leftBefore: DateTimeOffset.UtcNow.AddDays(-1));

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    [Fact]
    public void AStoreThatCannotBeMadeSaysWhereAndWhatToDo()
    {
        File.WriteAllText(Path.Combine(data.FullName, "images"), "a file is in the way");

        var refused = Assert.Throws<PermanentException>(() => store.Prepare(DateTimeOffset.UtcNow));

        Assert.StartsWith($"The image store {store.Folder} cannot be written: ", refused.Message);
        Assert.EndsWith("COLLECTOR_DATA.", refused.Message);
    }

    [Fact]
    public async Task VerifyingTellsIntactDamagedMissingAndForeignFilesApart()
    {
        var content = Picture.Jpeg();
        var path = Keep(content);
        var hash = Scene.Sha256(content);

        Assert.Null(await VerifyAsync(path, hash));

        content[500] ^= 1;
        await File.WriteAllBytesAsync(store.PathOf(path)!, content, TestContext.Current.CancellationToken);
        Assert.Equal("is damaged: its content does not have the hash that its name says", await VerifyAsync(path, hash));

        File.Delete(store.PathOf(path)!);
        Assert.Equal("is missing", await VerifyAsync(path, hash));
        Assert.Equal("lies outside of the image store", await VerifyAsync("../../secret", hash));
    }

    [Theory]
    [InlineData("../x.jpg")]
    [InlineData("/etc/hostname")]
    [InlineData("ab/../../images-of-others/x.jpg")]
    [InlineData("..")]
    public void NoPathLeadsOutOfTheStore(string path) => Assert.Null(store.PathOf(path));

    string Keep(byte[] content)
    {
        var incoming = store.NewIncoming();
        File.WriteAllBytes(incoming, content);
        return store.Keep(incoming, Scene.Sha256(content), "jpg");
    }

    Task<string?> VerifyAsync(string path, string sha256) => store.VerifyAsync(path, sha256, TestContext.Current.CancellationToken);
}
