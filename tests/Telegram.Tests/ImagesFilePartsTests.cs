using Collector.Telegram.Images;

namespace Collector.Telegram.Tests;

public sealed class ImagesFilePartsTests
{
    const int Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(80_000)]
    [InlineData(512 * 1024)]
    [InlineData(Mebibyte - 1)]
    [InlineData(Mebibyte)]
    [InlineData(Mebibyte + 1)]
    [InlineData(10L * Mebibyte)]
    [InlineData(5_000_000_001)]
    public void PartsAreAsTelegramAcceptsThemAndCoverTheFile(long bytes)
    {
        long end = 0;
        foreach (var (offset, limit) in FileParts.Of(bytes))
        {
            Assert.Equal(end, offset);
            Assert.Equal((0, 0, 0), (offset % 4096, limit % 4096, Mebibyte % limit));
            Assert.Equal(offset / Mebibyte, (offset + limit - 1) / Mebibyte);
            Assert.True(offset == 0 || offset < bytes);
            end = offset + limit;
        }
        Assert.True(end >= bytes);
    }

    [Fact]
    public void AnImageUpToOneMebibyteIsOneRequest()
    {
        Assert.Equal([(0, 128 * 1024)], FileParts.Of(80_000));
        Assert.Equal([(0, Mebibyte)], FileParts.Of(Mebibyte));
        Assert.Equal([(0, Mebibyte), (Mebibyte, Mebibyte)], FileParts.Of(Mebibyte + 1));
    }
}
