using Collector.Contracts;
using Microsoft.Extensions.Options;

namespace Collector.Media.Tests;

public sealed class ImageCheckTests : IDisposable
{
    readonly ImageCheck check = new(Options.Create(new MediaOptions()));
    readonly string file = Path.GetTempFileName();

    public void Dispose()
    {
        check.Dispose();
        File.Delete(file);
    }

    [Theory]
    [InlineData("jpeg", "jpg", "image/jpeg", 120, 90)]
    [InlineData("png", "png", "image/png", 120, 90)]
    [InlineData("webp", "webp", "image/webp", 120, 90)]
    [InlineData("gif", "gif", "image/gif", 60, 40)]
    [InlineData("moving gif", "gif", "image/gif", 60, 40)]
    [InlineData("bmp", "bmp", "image/bmp", 40, 30)]
    public async Task AWholeImageIsKnownByItsContent(string format, string extension, string mime, int width, int height) =>
        Assert.Equal((new ImageFormat(extension, mime), width, height), await ReadAsync(Picture.Of(format)));

    [Theory]
    [InlineData("jpeg")]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("gif")]
    [InlineData("moving gif")]
    [InlineData("bmp")]
    public async Task AnImageCutOffAnywhereIsNotTaken(string format)
    {
        var whole = Picture.Of(format);
        var lengths = Enumerable.Range(0, whole.Length).Where(length => length < 64 || length > whole.Length - 64 || length % (whole.Length / 50) == 0);
        foreach (var length in lengths)
        {
            var problem = await Record.ExceptionAsync(() => ReadAsync(whole[..length]));
            Assert.True(problem is PermanentException, $"{length} of {whole.Length} bytes were taken for an image");
        }
    }

    [Fact]
    public async Task AnImageThatGoesOnAfterItsEndIsTaken() => Assert.Equal(120, (await ReadAsync([.. Picture.Jpeg(), .. new byte[100]])).Width);

    [Theory]
    [InlineData("It was a dark and stormy night; the rain fell in torrents.")]
    [InlineData("<html><body>Not found</body></html>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("hi")]
    public async Task ATextIsNoImage(string text) =>
        Assert.StartsWith("is ", (await Assert.ThrowsAsync<PermanentException>(() => ReadAsync(System.Text.Encoding.UTF8.GetBytes(text)))).Message);

    [Fact]
    public async Task AnImageOfAbsurdSizeIsRefusedBeforeItIsDecoded()
    {
        var refused = await Assert.ThrowsAsync<PermanentException>(() => ReadAsync(Picture.Huge(30_000, 20_000)));

        Assert.Equal("has 30000 × 20000 pixels, which is more than IMAGE_MAX_PIXELS = 40000000", refused.Message);
    }

    [Fact]
    public async Task ALargeDamagedImageDoesNotBlockTheNextOne()
    {
        await Assert.ThrowsAsync<PermanentException>(() => ReadAsync(Picture.Huge(3000, 2000)));
        await Assert.ThrowsAsync<PermanentException>(() => ReadAsync(Picture.Huge(3000, 2000)));
    }

    [Fact]
    public async Task GarbageInsideAnImageHarmsNothing()
    {
        var random = new Random(1);
        foreach (var format in new[] { "jpeg", "png", "webp", "gif", "bmp" })
            for (var round = 0; round < 40; round++)
            {
                var bytes = Picture.Of(format);
                for (var i = 0; i < 10; i++)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                var problem = await Record.ExceptionAsync(() => ReadAsync(bytes));
                Assert.True(problem is null or PermanentException, $"{format}: {problem}");
            }
    }

    async Task<(ImageFormat Format, int Width, int Height)> ReadAsync(byte[] content)
    {
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
        return await check.ReadAsync(file, TestContext.Current.CancellationToken);
    }
}
