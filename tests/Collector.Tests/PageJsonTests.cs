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
    public void TheWireHasItsMessagesAsOneStringOfJson()
    {
        using var wire = JsonDocument.Parse(Written());

        using var messages = JsonDocument.Parse(wire.RootElement.GetProperty("messages").GetBytesFromBase64());
        Assert.Equal([3, 19], messages.RootElement.EnumerateArray().Select(message => message.GetProperty("id").GetInt32()));
        Assert.Equal("""{ "a" : [ 1 ] }""", messages.RootElement[1].GetProperty("raw").GetRawText());
    }

    [Theory]
    [InlineData("\"no base64!\"")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"W10=W10=\"")]
    public void AnythingElseIsNoPage(string messages) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("{\"messages\":" + messages + "}", ContractsJson.Default.MessagesCollected));

    [Fact]
    public void ACutPageIsNoPage()
    {
        var half = Convert.ToBase64String(Encoding.UTF8.GetBytes("""[{"id":3,"postedAt":"1970"""));

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize($$"""{"messages":"{{half}}"}""", ContractsJson.Default.MessagesCollected));
    }

    static string Written() => JsonSerializer.Serialize(Page, ContractsJson.Default.MessagesCollected);
}
