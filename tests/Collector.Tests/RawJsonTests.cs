using System.Buffers;
using System.Text;
using System.Text.Json;
using Collector.Contracts;

namespace Collector.Collector.Tests;

public sealed class RawJsonTests
{
    const string Values = """{"a":{"x":[1,2,{"y":"}]"}],"z":"\u00e9\""},"b":[],"c":"text","d":-1.5e3,"e":{}, "f" : [ 1 , 2 ] }""";

    static readonly JsonSerializerOptions InPieces = new() { DefaultBufferSize = 4 };

    [Fact]
    public void AValuePassesUnchangedByteForByte() => Assert.Equal(
        """{"x":[1,2,{"y":"}]"}],"z":"\u00e9\""} | [] | "text" | -1.5e3 | {} | [ 1 , 2 ]""",
        Joined(JsonSerializer.Deserialize<Dictionary<string, RawJson>>(Values)!));

    [Fact]
    public async Task AValueThatComesInPiecesIsTheSame()
    {
        using var pieces = new MemoryStream(Encoding.UTF8.GetBytes(Values));

        Assert.Equal(Joined(JsonSerializer.Deserialize<Dictionary<string, RawJson>>(Values)!), Joined((await JsonSerializer.DeserializeAsync<Dictionary<string, RawJson>>(pieces, InPieces))!));
    }

    [Fact]
    public void AValueAcrossSegmentsIsTheSame()
    {
        var first = new Segment("{\"a\":{\"x\""u8.ToArray(), null);
        var second = new Segment(":[1,2]},\"b\":[1"u8.ToArray(), first);
        var last = new Segment(",2]}"u8.ToArray(), second);
        var reader = new Utf8JsonReader(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length));

        Assert.Equal("""{"x":[1,2]} | [1,2]""", Joined(JsonSerializer.Deserialize<Dictionary<string, RawJson>>(ref reader)!));
    }

    [Fact]
    public void WrittenItIsNeitherQuotedNorEscaped() => Assert.Equal("""[{"é":"<&>"}]""", JsonSerializer.Serialize(new[] { RawJson.Parse("""{"é":"<&>"}""") }));

    static string Joined(Dictionary<string, RawJson> values) => string.Join(" | ", values.Values);

    sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? before)
        {
            Memory = bytes;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            before?.Next = this;
        }
    }
}
