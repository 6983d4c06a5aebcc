using Collector.Sources;
using Collector.Telegram.Reading;

namespace Collector.Telegram.Tests;

public sealed class ChannelAddressTests
{
    [Theory]
    [InlineData("@Durov", "@durov")]
    [InlineData("https://t.me/durov", "@durov")]
    [InlineData("t.me/durov/123", "@durov")]
    [InlineData("https://t.me/s/durov?before=20", "@durov")]
    [InlineData("http://www.telegram.me/Durov/", "@durov")]
    [InlineData("tg://resolve?domain=durov", "@durov")]
    [InlineData("tg://resolve?domain=durov&post=123", "@durov")]
    [InlineData("https://durov.t.me", "@durov")]
    [InlineData("Durov.t.me/123", "@durov")]
    [InlineData("https://t.me/+AbCd_-1234567890", "+AbCd_-1234567890")]
    [InlineData("t.me/joinchat/AbCdEfGh", "+AbCdEfGh")]
    [InlineData("tg://join?invite=AbCdEfGh", "+AbCdEfGh")]
    [InlineData("https://t.me/c/1234567890/55", "1234567890")]
    [InlineData("https://t.me/c/1234567890/45?single", "1234567890")]
    [InlineData("https://t.me/c/1234567890/7/45?thread=7", "1234567890")]
    [InlineData("-1001234567890", "1234567890")]
    [InlineData("1234567890", "1234567890")]
    [InlineData("-400000001", "-400000001")]
    public void EveryWayToWriteItIsTheSameAddress(string text, string canonical)
    {
        Assert.Equal(canonical, ChannelAddress.Parse(text).Canonical);
        Assert.Equal(canonical, ChannelAddress.Parse(canonical).Canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("@1durov")]
    [InlineData("@du")]
    [InlineData("t.me/+short")]
    [InlineData("https://example.org/durov")]
    [InlineData("-100")]
    [InlineData("@a b")]
    public void AnythingElseIsRefusedWithWhatIsTaken(string text)
    {
        var refused = Assert.Throws<SourceException>(() => ChannelAddress.Parse(text));
        Assert.Contains("write @name", refused.Message, StringComparison.Ordinal);
    }
}
