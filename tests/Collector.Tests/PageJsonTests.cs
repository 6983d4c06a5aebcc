using System.Text.Json;
using Collector.Contracts;

namespace Collector.Collector.Tests;

public sealed class PageJsonTests
{
    static readonly MessagesCollected Page = new(
        new(7, "news", SourceNames.Export, "/exports/news", 101), new(1, 1, 20), 0, 20, null, DateTimeOffset.UnixEpoch,
        [
            new() { Id = 3, PostedAt = DateTimeOffset.UnixEpoch, Kind = "message", Text = "<Привет> 🦊", Entities = RawJson.Parse("""[{"type":"bold","offset":0,"length":6}]""") },
            new() { Id = 19, PostedAt = DateTimeOffset.UnixEpoch, Kind = "service", Text = "", GroupedId = long.MaxValue, Raw = RawJson.Parse("""{ "a" : [ 1 ] }"""), ViaBot = "gif", TtlPeriod = 60, NoForwards = true },
        ]);

    static readonly CollectedMessage Short = new() { Id = 3, PostedAt = DateTimeOffset.UnixEpoch, Kind = "message", Text = "a" };

    [Fact]
    public void APageArrivesAsItWas()
    {
        var arrived = Arrived(Written());

        Assert.Equal(Page.Messages, arrived.Messages);
        Assert.Equal(Page with { Messages = [] }, arrived with { Messages = [] });
    }

    [Fact]
    public void TheWireHasItsMessagesAsOneShortString()
    {
        var raw = RawJson.Parse($$"""{"text":"{{new string('a', 100_000)}}"}""");
        using var wire = JsonDocument.Parse(Written(Page with { Messages = [Page.Messages[0] with { Raw = raw }] }));

        Assert.InRange(wire.RootElement.GetProperty("messages").GetBytesFromBase64().Length, 50, 2_000);
    }

    [Fact]
    public void AMessageShowsOnlyWhatItHas() => Assert.Equal(
        ["""{"id":3,"postedAt":"1970-01-01T00:00:00+00:00","kind":"message","text":"a"}""", """{"id":3,"postedAt":"1970-01-01T00:00:00+00:00","kind":"message","text":"a","viaBot":"gif","ttlPeriod":60,"noForwards":true}"""],
        new[] { Short, Short with { ViaBot = "gif", TtlPeriod = 60, NoForwards = true } }.Select(message => JsonSerializer.Serialize(message, ContractsJson.Default.CollectedMessage)));

    [Theory]
    [InlineData("\"no base64!\"")]
    [InlineData("[]")]
    [InlineData("0")]
    [InlineData("0.5")]
    [InlineData("\"\"")]
    [InlineData("\"wA==\"")]
    [InlineData("\"W10=W10=\"")]
    [InlineData("\"WzEsMiwzLDQsNSw2LDcsOCw5LDEwXQ==\"")]
    public void AnythingElseIsNoPage(string messages) => Assert.Throws<JsonException>(() => Read(messages));

    [Fact]
    public void APageCutAtAnyByteIsNoPage()
    {
        using var wire = JsonDocument.Parse(Written());
        var page = wire.RootElement.GetProperty("messages").GetBytesFromBase64();
        Assert.Equal(Page.Messages, Read(Quoted(page)).Messages);

        for (var cut = 0; cut < page.Length; cut++)
            Assert.Throws<JsonException>(() => Read(Quoted(page[..cut])));
    }

    [Fact]
    public void APageInThisProcessIsANumberForAsLongAsItIsKept()
    {
        var (page, other) = (Page with { Messages = [.. Page.Messages] }, Page with { Messages = [Short] });
        PagesInProcess.Keep(page.Messages);
        PagesInProcess.Keep(other.Messages);
        var (wire, otherWire) = (Written(page), Written(other));

        Assert.Equal(JsonValueKind.Number, JsonElement.Parse(wire).GetProperty("messages").ValueKind);
        Assert.Same(page.Messages, Arrived(wire).Messages);
        PagesInProcess.Release(page.Messages);
        Assert.Throws<JsonException>(() => Arrived(wire));
        Assert.Equal(Written(), Written(page));
        Assert.Same(other.Messages, Arrived(otherWire).Messages);
        PagesInProcess.Release(other.Messages);
    }

    [Fact]
    public void AnEmptyPageIsNeverANumber()
    {
        var empty = Page with { Messages = [] };
        PagesInProcess.Keep(empty.Messages);

        Assert.Empty(Arrived(Written(empty)).Messages);
        Assert.Equal(JsonValueKind.String, JsonElement.Parse(Written(empty)).GetProperty("messages").ValueKind);
    }

    static string Quoted(byte[] page) => $"\"{Convert.ToBase64String(page)}\"";

    static MessagesCollected Read(string messages) => Arrived($$"""{"messages":{{messages}}}""");

    static MessagesCollected Arrived(string wire) => JsonSerializer.Deserialize(wire, ContractsJson.Default.MessagesCollected)!;

    static string Written(MessagesCollected? page = null) => JsonSerializer.Serialize(page ?? Page, ContractsJson.Default.MessagesCollected);
}
