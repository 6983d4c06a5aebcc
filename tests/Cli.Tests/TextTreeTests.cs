namespace Collector.Cli.Tests;

public sealed class TextTreeTests
{
    [Theory]
    [InlineData("", """[{"type":"bold","offset":0,"length":4}]""", "")]
    [InlineData("plain", null, "plain")]
    [InlineData("plain", "[]", "plain")]
    [InlineData("one two", """[{"type":"bold","offset":0,"length":3},{"type":"no-image","offset":0,"length":7}]""", "bold[one] two")]
    public void AllOfTheTextIsThereInTheFormatsThatAreKnown(string text, string? entities, string expected) => Assert.Equal(expected, Nested(text, entities));

    [Fact]
    public void AQuoteHoldsWhatLiesInIt() =>
        Assert.Equal("He: blockquote[a bold[bold] word, and a link[link: italic[here]].] So.", Nested("He: a bold word, and a link: here. So.", """
            [{"type":"bold","offset":6,"length":4},{"type":"italic","offset":29,"length":4},{"type":"blockquote","offset":4,"length":30},
             {"type":"text_link","offset":23,"length":10,"href":"https://example.org"}]
            """));

    [Fact]
    public void WhatCrossesIsCutAndGoesOn() =>
        Assert.Equal("bold[one italic[two]]italic[ three]", Nested("one two three", """[{"type":"bold","offset":0,"length":7},{"type":"italic","offset":4,"length":9}]"""));

    [Theory]
    [InlineData(0, 7)]
    [InlineData(4, 9)]
    public void NothingCutsAQuote(int offset, int length)
    {
        var nested = Nested("one two three", $$"""[{"type":"bold","offset":{{offset}},"length":{{length}}},{"type":"blockquote","offset":2,"length":9}]""");

        Assert.Equal(offset == 0 ? "bold[on]blockquote[bold[e two] thr]ee" : "onblockquote[e bold[two thr]]bold[ee]", nested);
    }

    [Fact]
    public void NoPartLiesInAnotherOfItsKind() =>
        Assert.Equal("link[one two]link[ three]", Nested("one two three", """
            [{"type":"text_link","offset":0,"length":7,"href":"https://example.org/1"},{"type":"text_link","offset":4,"length":9,"href":"https://example.org/2"},
             {"type":"text_link","offset":4,"length":3,"href":"https://example.org/3"}]
            """));

    [Theory]
    [InlineData(0, 2, "bold[🦊] and 🦊")]
    [InlineData(0, 1, "bold[🦊] and 🦊")]
    [InlineData(1, 5, "bold[🦊 and] 🦊")]
    [InlineData(6, 2, "🦊 andbold[ 🦊]")]
    [InlineData(8, 400, "🦊 and bold[🦊]")]
    public void NoCharacterIsCut(int offset, int length, string expected) =>
        Assert.Equal(expected, Nested("🦊 and 🦊", $$"""[{"type":"bold","offset":{{offset}},"length":{{length}}}]"""));

    static string Nested(string text, string? entities) => Nested(TextTree.Of(text, entities));

    static string Nested(IReadOnlyList<TextNode> nodes) => string.Concat(nodes.Select(node =>
        node.Entity is not { } entity ? node.Text : $"{(entity.Href is null ? entity.Type : "link")}[{Nested(node.Inner)}]"));
}
