using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Collector.Contracts;

namespace Collector.Collector.Tests;

public sealed class PageJsonTests
{
    static readonly MessagesCollected Page = new(
        new(7, "news", SourceNames.Export, "/exports/news", 101), new(1, 1, 20), 0, 20, null, DateTimeOffset.UnixEpoch,
        [
            new() { Id = 3, PostedAt = DateTimeOffset.UnixEpoch, Kind = "message", Text = "<Привет> 🦊", Entities = RawJson.Parse("""[{"type":"bold","offset":0,"length":6}]""") },
            new() { Id = 19, PostedAt = DateTimeOffset.UnixEpoch, Kind = "service", Text = "", GroupedId = long.MaxValue, Raw = RawJson.Parse("""{ "a" : [ 1 ] }""") },
        ]);

    [Fact]
    public void APageArrivesAsItWas()
    {
        var arrived = JsonSerializer.Deserialize(Written(), ContractsJson.Default.MessagesCollected)!;

        Assert.Equal(Page.Messages, arrived.Messages);
        Assert.Equal(Page with { Messages = [] }, arrived with { Messages = [] });
    }

    [Fact]
    public void TheWireHasItsMessagesAsOneStringOfGzippedJson()
    {
        using var wire = JsonDocument.Parse(Written());

        using var gzip = new GZipStream(new MemoryStream(wire.RootElement.GetProperty("messages").GetBytesFromBase64()), CompressionMode.Decompress);
        using var messages = JsonDocument.Parse(gzip);
        Assert.Equal([3, 19], messages.RootElement.EnumerateArray().Select(message => message.GetProperty("id").GetInt32()));
        Assert.Equal("""{ "a" : [ 1 ] }""", messages.RootElement[1].GetProperty("raw").GetRawText());
    }

    [Theory]
    [InlineData("\"no base64!\"")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"\"")]
    [InlineData("\"W10=W10=\"")]
    [InlineData("\"WzEsMiwzLDQsNSw2LDcsOCw5LDEwXQ==\"")]
    public void AnythingElseIsNoPage(string messages) => Assert.Throws<JsonException>(() => Read(messages));

    [Fact]
    public void APageOfBrokenJsonIsNoPage() => Assert.Throws<JsonException>(() => Read(Quoted(Zipped("""[{"id":3,"postedAt":"1970"""))));

    [Fact]
    public void APageCutOrChangedAtAnyByteIsNoPage()
    {
        var page = Zipped("""[{"id":3,"postedAt":"1970-01-01T00:00:00Z","kind":"message","text":"Привет"}]""");
        Assert.Single(Read(Quoted(page)).Messages);

        for (var cut = 0; cut < page.Length; cut++)
            Assert.Throws<JsonException>(() => Read(Quoted(page[..cut])));
        // From the content on: some bits of the header mean nothing.
        for (var changed = 10; changed < page.Length; changed++)
        {
            var broken = page.ToArray();
            broken[changed] ^= 0xFF;
            Assert.Throws<JsonException>(() => Read(Quoted(broken)));
        }
    }

    static byte[] Zipped(string json)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(json));
        return zipped.ToArray();
    }

    static string Quoted(byte[] page) => $"\"{Convert.ToBase64String(page)}\"";

    static MessagesCollected Read(string messages) => JsonSerializer.Deserialize($$"""{"messages":{{messages}}}""", ContractsJson.Default.MessagesCollected)!;

    static string Written() => JsonSerializer.Serialize(Page, ContractsJson.Default.MessagesCollected);
}
