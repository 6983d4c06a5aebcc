using System.Text.Json;
using Collector.Contracts;

namespace Collector.Collector.Tests;

public sealed class RawJsonTests
{
    const string Values = """{"a":{"x":[1,2,{"y":"}]"}],"z":"\u00e9\""},"b":[],"c":"text","d":-1.5e3,"e":{}, "f" : [ 1 , 2 ] }""";

    [Fact]
    public void AValuePassesUnchangedByteForByte() => Assert.Equal(
        """{"x":[1,2,{"y":"}]"}],"z":"\u00e9\""} | [] | "text" | -1.5e3 | {} | [ 1 , 2 ]""",
        string.Join(" | ", JsonSerializer.Deserialize<Dictionary<string, RawJson>>(Values)!.Values));

    [Fact]
    public void WrittenItIsNeitherQuotedNorEscaped() => Assert.Equal("""[{"é":"<&>"}]""", JsonSerializer.Serialize(new[] { RawJson.Parse("""{"é":"<&>"}""") }));
}
